/** Runs one command line. */
import { fileURLToPath } from 'node:url';
import { run } from '@oclif/core/run';
import type { PpmiError } from '../domain/errors.ts';
import { reportError, unknownCommand } from './errors.ts';

// oclif finds it here by name (package.json): a file of its own would cost a look-up.
export { default as Help } from './help.ts';

/** Folder of `package.json`: this file is bundled as `dist/main.js`. */
const root = fileURLToPath(new URL('..', import.meta.url));

/** The whole life of the process: sets `process.exitCode`; resolves when everything is written. */
export async function main(argv: string[]): Promise<void> {
  const output = watchOutput();
  // An unhandled rejection or a listener that throws is a bug. Node would exit with 1, the code for findings.
  let crash: Promise<never> | null = null;
  process.on('uncaughtException', (error) => {
    // The listener of oclif throws the errors of standard output again.
    if (!output.isOwn(error)) crash ??= endWith(error, argv);
  });
  await runLine(argv);
  // The process must not end before the error is printed.
  await crash;
  await written();
  // The event of the last write comes after its callback.
  await new Promise(setImmediate);
  const { lost } = output;
  if (lost !== null) process.exitCode = await reportError(await outputError(lost), []);
  // After an interrupt, responses that are still on their way are not waited for.
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
  // An import of `node:fs` at the start would also load its streams.
  const { readFileSync } = await import('node:fs');
  const { commands }: { commands: object } = JSON.parse(readFileSync(`${root}oclif.manifest.json`, 'utf8'));
  const [first = '', ...rest] = argv;
  return unknownCommand([...first.split(':'), ...rest], Object.keys(commands));
}

interface OutputWatch {
  /** Why the result did not reach standard output as a whole; null: it did, or its reader had enough (`| head -1`). */
  readonly lost: NodeJS.ErrnoException | null;
  isOwn(error: Error): boolean;
}

/**
 * A result that could not be written must not exit with 0. The error goes to standard error, because standard output
 * failed.
 */
function watchOutput(): OutputWatch {
  const errors = new Set<Error>();
  let lost: NodeJS.ErrnoException | null = null;
  process.stderr.prependListener('error', (error) => errors.add(error));
  process.stdout.prependListener('error', (error: NodeJS.ErrnoException) => {
    errors.add(error);
    if (error.code !== 'EPIPE') lost ??= error;
  });
  return {
    get lost() {
      return lost;
    },
    isOwn: (error) => errors.has(error),
  };
}

/** Loaded only when needed: every file that is loaded costs each command. */
async function outputError(error: NodeJS.ErrnoException): Promise<PpmiError> {
  const [errors, { writeFailure }] = await Promise.all([
    import('../domain/errors.ts'),
    import('../domain/write-failure.ts'),
  ]);
  return new errors.PpmiError('output-unwritable', { detail: writeFailure(error) });
}

/** Pipes are written to in the background on Windows. */
async function written(): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) {
    await new Promise<void>((resolve) => stream.write('', () => resolve()));
  }
}
