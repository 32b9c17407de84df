/** Data goes into the bundle as text for `JSON.parse`, which reads it several times faster than V8 reads JavaScript. */
import { readFileSync } from 'node:fs';

export const jsonText = {
  name: 'json-text',
  setup(build) {
    build.onLoad({ filter: /[\\/]src[\\/].*\.json$/ }, ({ path }) => {
      const text = JSON.stringify(JSON.parse(readFileSync(path, 'utf8')));
      return { contents: `export default JSON.parse(${JSON.stringify(text)});`, loader: 'js' };
    });
  },
};
