/** Bundles data as text for `JSON.parse`, which reads it several times faster than V8 reads JavaScript. */
import { readFileSync } from 'node:fs';

const hit = 'JSON as text';

export const jsonAsText = (hits) => ({
  name: 'json-as-text',
  setup(build) {
    hits.expect(hit);
    build.onLoad({ filter: /[\\/]src[\\/].*\.json$/ }, ({ path }) => {
      const text = JSON.stringify(JSON.parse(readFileSync(path, 'utf8')));
      hits.add(hit);
      return { contents: `export default JSON.parse(${JSON.stringify(text)});`, loader: 'js' };
    });
  },
});
