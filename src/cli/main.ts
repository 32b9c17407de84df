/** Runs one command line. Every way to fail ends here, so that there is one form of error and one table of exit codes. */
import { fileURLToPath } from 'node:url';
import { run } from '@oclif/core/run';
import { reportError } from './report-error.ts';

/** Folder of `package.json`: this file is bundled as `dist/main.js`. */
const root = fileURLToPath(new URL('..', import.meta.url));

export async function main(argv: string[]): Promise<void> {
  // A promise that nobody waits for, a listener that throws: bugs of ours. Node would exit with 1, the code for findings.
  process.on('uncaughtException', (error) => {
    void reportError(error, argv).then(() => process.exit());
  });
  try {
    await run(argv, { root, userPlugins: false, devPlugins: false });
  } catch (error) {
    await reportError(error, argv);
  }
}
