/** One error, told to a person or to a script, and its exit code. */
import { PpmiError } from '../domain/errors.ts';
import { wantsJson } from './wants-json.ts';

export async function reportError(thrown: unknown, argv: readonly string[]): Promise<void> {
  const exit = requestedExit(thrown);
  if (exit !== null) {
    process.exitCode = exit;
    return;
  }
  const error = asPpmiError(thrown);
  const { errorText } = await import('../catalog/index.ts');
  const text = errorText(error);
  process.exitCode = error.exitCode;
  if (wantsJson(argv)) {
    const { code, name, message, fix } = text;
    process.stdout.write(`${JSON.stringify({ error: { code, name, message, fix } })}\n`);
  } else {
    process.stderr.write(`${text.title} (${text.code}): ${text.message}\n${text.fix === '' ? '' : `\n${text.fix}\n`}`);
  }
  if (error.id === 'bug' && process.env.DEBUG) process.stderr.write(`${stackOf(thrown)}\n`);
}

/** `this.exit(n)` of oclif is an exception with a code and nothing to say. */
function requestedExit(thrown: unknown): number | null {
  if (!(thrown instanceof Error) || !('code' in thrown) || thrown.code !== 'EEXIT') return null;
  return oclifExit(thrown) ?? 0;
}

/** What oclif's parser throws is wrong usage; whatever else is not a `PpmiError` is a bug. */
function asPpmiError(thrown: unknown): PpmiError {
  if (thrown instanceof PpmiError) return thrown;
  if (thrown instanceof Error && oclifExit(thrown) !== null) {
    return new PpmiError('usage', { detail: plainUsage(thrown.message) }, { cause: thrown });
  }
  const detail = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return new PpmiError('bug', { detail }, { cause: thrown });
}

function oclifExit(error: Error): number | null {
  if (!('oclif' in error)) return null;
  const { exit } = error.oclif as { exit?: unknown };
  return typeof exit === 'number' ? exit : null;
}

/** oclif ends its texts with a hint about help, which the catalogue's fix says for every usage error. */
function plainUsage(message: string): string {
  return message.replace(/\nSee more help with --help$/, '').trim();
}

function stackOf(thrown: unknown): string {
  return thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
}
