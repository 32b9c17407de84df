/** Defines `require` in the files of an ESM bundle that call it: bundled CommonJS loads Node's own modules that way. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const banner =
  "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);\n";

const hit = 'require in an ESM bundle';

/** esbuild's own banner option would add it to every file, at up to a millisecond for each that is loaded. */
export const createRequire = (hits) => ({
  name: 'create-require',
  setup(build) {
    hits.expect(hit);
    build.onEnd(({ metafile }) => {
      for (const output of Object.keys(metafile?.outputs ?? {})) {
        const file = join(build.initialOptions.absWorkingDir, output);
        const text = readFileSync(file, 'utf8');
        if (!/\brequire\b/.test(text)) continue;
        writeFileSync(file, banner + text);
        hits.add(hit);
      }
    });
  },
});
