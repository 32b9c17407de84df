/** Gives `require` to the files of an ESM bundle that call it: bundled CommonJS asks so for Node's own modules. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const banner =
  "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);\n";

/** A banner of esbuild would stand in every file, and costs up to a millisecond in each that is loaded. */
export const requireWhereNeeded = {
  name: 'require-where-needed',
  setup(build) {
    build.onEnd(({ metafile }) => {
      for (const output of Object.keys(metafile?.outputs ?? {})) {
        const file = join(build.initialOptions.absWorkingDir, output);
        const text = readFileSync(file, 'utf8');
        if (/\brequire\b/.test(text)) writeFileSync(file, banner + text);
      }
    });
  },
};
