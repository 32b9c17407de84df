/** What oclif's parser throws, as the one kind of error that this tool has. */
import { stripVTControlCharacters } from 'node:util';
import { PpmiError } from '../domain/errors.ts';

/** Null for an error that is not about usage. `command` as typed (`subject show`), where one was found. */
export function usageError(error: unknown, command?: string): PpmiError | null {
  if (error instanceof PpmiError) return error.id === 'usage' ? withCommand(error, command) : null;
  if (!(error instanceof Error) || exitOf(error) === null) return null;
  return withCommand(
    new PpmiError('usage', { detail: missingArguments(error) ?? plain(error.message) }, { cause: error }),
    command,
  );
}

function withCommand(error: PpmiError, command: string | undefined): PpmiError {
  return new PpmiError('usage', { command, ...error.args }, { cause: error.cause });
}

/** The exit code that oclif would give. */
export function exitOf(error: Error): number | null {
  if (!('oclif' in error)) return null;
  const { exit } = error.oclif as { exit?: unknown };
  return typeof exit === 'number' ? exit : null;
}

/** oclif adds the whole description of each; the help that the fix names has it. */
function missingArguments(error: Error): string | null {
  if (!error.message.startsWith('Missing ') || !('args' in error) || !Array.isArray(error.args)) return null;
  return `Missing argument: ${error.args.map(({ name }) => String(name).toUpperCase()).join(', ')}`;
}

/** One line without colours, without the heading of a list of one, and without the hint that the catalogue's fix gives. */
function plain(message: string): string {
  return stripVTControlCharacters(message)
    .replace(/\nSee more help with --help$/, '')
    .replace(/^The following errors? occurred:/, '')
    .replace(/^Parsing (--\S+)\s+/, '$1: ')
    .replace(/\s+/g, ' ')
    .trim();
}
