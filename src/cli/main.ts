/** Runs one command line. Every way to fail ends here, so that there is one form of error and one table of exit codes. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '@oclif/core/run';
import type { PpmiError } from '../domain/errors.ts';
import { reportError } from './report-error.ts';

// oclif finds it here by name (package.json): a file of its own would cost a look-up.
export { default as Help } from './help.ts';

/** Folder of `package.json`: this file is bundled as `dist/main.js`. */
const root = fileURLToPath(new URL('..', import.meta.url));

/** The whole life of the process: sets `process.exitCode`; resolves when everything is written. */
export async function main(argv: string[]): Promise<void> {
  // A reader that went away (`| head -1`) is no error. oclif does the same for standard output, when a command is loaded.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreBrokenPipe);
  // A promise that nobody waits for, a listener that throws: bugs of ours. Node would exit with 1, the code for findings.
  let crash: Promise<never> | null = null;
  process.on('uncaughtException', (error) => {
    crash ??= endWith(error, argv);
  });
  await runLine(argv);
  // The end of the command line must not overtake what is being told of it.
  await crash;
  await written();
  // Whoever interrupts does not wait for answers that are still on their way.
  if (process.exitCode === 130) process.exit();
}

async function endWith(error: Error, argv: readonly string[]): Promise<never> {
  const exitCode = await reportError(error, argv);
  await written();
  return process.exit(exitCode);
}

/** One command line of possibly several. */
export async function runLine(argv: string[]): Promise<void> {
  try {
    await run(argv, { root, userPlugins: false, devPlugins: false });
  } catch (error) {
    process.exitCode = await reportError(isNotFound(error) ? await unknownCommandIn(argv) : error, argv);
  }
}

/**
 * oclif's own error about an unknown command. A `command_not_found` hook would be the usual way, but a hook is global: it
 * would also answer for the commands of a host CLI that loads ppmi as a plug-in.
 */
function isNotFound(error: unknown): boolean {
  return error instanceof Error && 'oclif' in error && /^command .+ not found$/.test(error.message);
}

async function unknownCommandIn(argv: readonly string[]): Promise<PpmiError> {
  const [{ readFileSync }, { unknownCommand }] = await Promise.all([import('node:fs'), import('./unknown-command.ts')]);
  const { commands }: { commands: object } = JSON.parse(readFileSync(join(root, 'oclif.manifest.json'), 'utf8'));
  const [first = '', ...rest] = argv;
  return unknownCommand([...first.split(':'), ...rest], Object.keys(commands));
}

function ignoreBrokenPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

/** Pipes are written to in the background on Windows. */
async function written(): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) {
    await new Promise<void>((resolve) => stream.write('', () => resolve()));
  }
}
