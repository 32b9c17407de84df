/** Prints one error, as text or as JSON. */
import type { ErrorText } from '../catalog/index.ts';
import { PpmiError } from '../domain/errors.ts';
import { sanitizeTerminal } from '../render/sanitize-terminal.ts';
import { jsonRequested } from './json-requested.ts';
import { exitOf, usageError } from './usage-error.ts';

/**
 * @param named writes the commands in a text as the user types them
 * @returns the exit code of the process
 */
export async function reportError(
  thrown: unknown,
  argv: readonly string[],
  named: (text: string) => string = (text) => text,
): Promise<number> {
  const exit = requestedExit(thrown);
  if (exit !== null) return exit;
  const error = asPpmiError(thrown);
  const [{ errorText }, { runRedactor }] = await Promise.all([
    import('../catalog/index.ts'),
    import('../session/run-redactor.ts'),
  ]);
  const redactor = runRedactor();
  const text = redactor.redactData(errorText(error));
  if (jsonRequested(argv)) {
    const { code, name, message, fix } = text;
    process.stdout.write(`${JSON.stringify({ error: { code, name, message, fix } })}\n`);
  } else {
    process.stderr.write(`${named(await asText(text))}\n`);
  }
  if (error.id === 'bug' && process.env.DEBUG) process.stderr.write(`${redactor.redact(stackOf(thrown))}\n`);
  return error.exitCode;
}

async function asText({ code, title, message, fix }: ErrorText): Promise<string> {
  const [{ styleOf }, { fixLines }] = await Promise.all([
    import('../render/style.ts'),
    import('../render/text/report.ts'),
  ]);
  const style = await styleOf(process.stderr, process.env);
  return sanitizeTerminal(
    [`${style.bad(`${title} (${code}):`)} ${message}`, '', ...fixLines(fix, style, '')].join('\n').trimEnd(),
  );
}

/** `this.exit(n)` of oclif throws an exception with an exit code and no message. */
function requestedExit(thrown: unknown): number | null {
  if (!(thrown instanceof Error) || !('code' in thrown) || thrown.code !== 'EEXIT') return null;
  return exitOf(thrown) ?? 0;
}

/** What is neither ours nor oclif's is a bug. */
function asPpmiError(thrown: unknown): PpmiError {
  if (thrown instanceof PpmiError) return thrown;
  const detail = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return usageError(thrown) ?? new PpmiError('bug', { detail }, { cause: thrown });
}

function stackOf(thrown: unknown): string {
  return thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
}
