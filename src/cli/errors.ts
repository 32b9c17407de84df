/** Prints every error the same way, as text or as JSON, and decides its exit code. */
import { stripVTControlCharacters } from 'node:util';
import type { ErrorText } from '../catalog/error-text.ts';
import { PpmiError } from '../domain/errors.ts';
import { jsonText, quoted } from '../domain/harmless-text.ts';
import { type ShellTarget, shellTarget } from '../domain/shell/command-line.ts';
import { mergeFlags, repeatedFlags } from '../domain/shell/repeated-flags.ts';
import { suggest, suggestFlags } from '../domain/suggest.ts';
import { sanitizeTerminal } from '../render/sanitize-terminal.ts';
import { styleOf, wrap } from '../render/style.ts';
import { fixLines } from '../render/text/fix-lines.ts';

/** True where the answer to this command line must be JSON; after `--` the word is an argument. */
export function jsonRequested(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  return (end === -1 ? argv : argv.slice(0, end)).some((word) => word === '--json' || word.startsWith('--json='));
}

/** What `--shell` or PPMI_SHELL says, also for an error of the command line itself. */
export function requestedShell(argv: readonly string[]): ShellTarget {
  const at = argv.findLastIndex((word) => word === '--shell' || word.startsWith('--shell='));
  const given = at === -1 ? undefined : (argv[at]?.split('=', 2)[1] ?? argv[at + 1]);
  return shellTarget(given ?? process.env.PPMI_SHELL, process.platform);
}

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
  const [{ errorText }, { runRedactor }] = await Promise.all([
    import('../catalog/error-text.ts'),
    import('../session/run-redactor.ts'),
  ]);
  const redactor = runRedactor();
  const { id, args, finding: own, target, exitCode } = asPpmiError(thrown);
  // Only what comes from outside: the words, code and name of an error are ppmi's own and never secret.
  const finding = own === null ? null : { ...own, args: redactor.redactResult(own.args) };
  // The message of an unexpected exception comes from anywhere; other errors redact what they quote.
  const shown = id === 'bug' ? redactor.redactData(args) : redactor.redactResult(args);
  const repeated = mergeFlags(repeatedFlags(argv), target);
  const text = errorText(new PpmiError(id, shown, { finding }), requestedShell(argv), repeated);
  if (jsonRequested(argv)) {
    const { code, name, message, fix, finding: found } = text;
    process.stdout.write(`${jsonText({ error: { code, name, message, fix, finding: found } })}\n`);
  } else {
    process.stderr.write(`${named(await asText(text))}\n`);
  }
  if (id === 'bug' && process.env.DEBUG) process.stderr.write(`${redactor.redact(stackOf(thrown))}\n`);
  return exitCode;
}

/** The message says it all: the cause would only repeat it. */
const selfExplanatory = new Set(['usage', 'unknown-command', 'scenario-unknown', 'code-unknown']);

/** What happened, why, what to do next. */
async function asText({ code: own, name, title, message, cause, fix, finding }: ErrorText): Promise<string> {
  const style = await styleOf(process.stderr, process.env);
  const code = finding === null ? own : `${finding.code}, ${own}`;
  const why = selfExplanatory.has(name) ? [] : [...wrap(cause, style.width), ''];
  const said = `${style.bad(`${title} (${code}):`)} ${message}`;
  // A terminal would break the line anywhere, also before a part of a name.
  const head = style.screen === null ? [said] : wrap(said, style.width);
  const lines = [...head, '', ...why, ...fixLines(fix, style, '')];
  return sanitizeTerminal(lines.join('\n').trimEnd());
}

/** `this.exit(n)` of oclif throws an exception with an exit code and no message. */
function requestedExit(thrown: unknown): number | null {
  if (!(thrown instanceof Error) || !('code' in thrown) || thrown.code !== 'EEXIT') return null;
  return exitOf(thrown) ?? 0;
}

/** Anything that neither ppmi nor oclif throws on purpose is a bug. */
function asPpmiError(thrown: unknown): PpmiError {
  if (thrown instanceof PpmiError) return thrown;
  const detail = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return usageError(thrown) ?? new PpmiError('bug', { detail }, { cause: thrown });
}

function stackOf(thrown: unknown): string {
  return thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
}

export interface UsedCommand {
  /** As typed: `subject show`. */
  readonly name: string;
  /** Names of its flags, without dashes. */
  readonly flags: readonly string[];
}

/** What oclif's parser throws, as the one kind of error that ppmi has; null for an error that is not about usage. */
export function usageError(error: unknown, command?: UsedCommand): PpmiError | null {
  if (error instanceof PpmiError) return error.id === 'usage' ? withCommand(error, command) : null;
  if (!(error instanceof Error) || exitOf(error) === null) return null;
  const detail = missingArguments(error) ?? unknownFlags(error, command?.flags ?? []) ?? wrongOption(error);
  return withCommand(new PpmiError('usage', { detail: detail ?? plain(error.message) }, { cause: error }), command);
}

function withCommand(error: PpmiError, command: UsedCommand | undefined): PpmiError {
  const { args, cause, finding } = error;
  return new PpmiError('usage', { command: command?.name, ...args }, { cause, finding });
}

/** The exit code that oclif would use. */
function exitOf(error: Error): number | null {
  if (!('oclif' in error)) return null;
  const { exit } = error.oclif as { exit?: unknown };
  return typeof exit === 'number' ? exit : null;
}

/** oclif adds the whole description of each; the help that the fix names has it. */
function missingArguments(error: Error): string | null {
  if (!error.message.startsWith('Missing ') || !('args' in error) || !Array.isArray(error.args)) return null;
  return `Missing required argument ${error.args.map(({ name }) => String(name).toUpperCase()).join(', ')}`;
}

function unknownFlags(error: Error, known: readonly string[]): string | null {
  if (!error.message.startsWith('Nonexistent flag') || !('flags' in error) || !Array.isArray(error.flags)) return null;
  const flags = error.flags.map(String);
  const meant = flags.flatMap((flag) => suggestFlags(flag.replace(/^-+/, ''), known)).map((flag) => `--${flag}`);
  const question = meant.length === 0 ? '' : ` Did you mean ${[...new Set(meant)].join(' or ')}?`;
  return `Unknown flag ${flags.join(', ')}.${question}`;
}

function wrongOption(error: Error): string | null {
  const [, flag, given, list] = /^Expected (?:(--[\w-]+)=)?(.*) to be one of: (.*)$/s.exec(plain(error.message)) ?? [];
  if (given === undefined || list === undefined) return null;
  const meant = suggest(given, list.split(', '));
  return `${flag ?? 'The argument'} expects one of ${list}; got ${quoted(given)}.${meant === null ? '' : ` Did you mean ${quoted(meant)}?`}`;
}

/** One line without colors, without the heading of a list of one, and without the hint that the fix gives. */
function plain(message: string): string {
  return stripVTControlCharacters(message)
    .replace(/\nSee more help with --help$/, '')
    .replace(/^The following errors? occurred:/, '')
    .replace(
      /^Parsing (--\S+)\s+Expected an integer(?: (greater|less) than or equal to (-?\d+))? but received: (.*)$/s,
      (_, flag: string, side: string | undefined, bound: string | undefined, given: string) => {
        const range = side === undefined ? '' : ` of at ${side === 'greater' ? 'least' : 'most'} ${bound}`;
        return `${flag} expects an integer${range}; got ${quoted(given.trim())}.`;
      },
    )
    .replace(/^Parsing (--\S+)\s+/, '$1: ')
    .replace(/^[ \t]*(--[\w-]+)(?:=.*)? cannot also be provided when using (--[\w-]+)/gm, '$1 cannot be used with $2')
    .replace(/Missing required flag (?=[a-z])/g, 'Missing required flag --')
    .replace(/\s+/g, ' ')
    .trim();
}

/** What users of other tools type. */
const otherNames: Readonly<Record<string, string>> = {
  login: 'auth create',
  logout: 'auth clear',
  whoami: 'auth who',
  diagnose: 'doctor',
  fix: 'repair',
  decode: 'error decode',
};

/** `words` as typed, arguments and flags included; `ids` as oclif has them (`subject:show`). */
export function unknownCommand(words: readonly string[], ids: readonly string[]): PpmiError {
  const first = words[0] ?? '';
  const commands = ids.map((id) => id.replaceAll(':', ' '));
  if (first.startsWith('-')) {
    const meant = first === '-V' ? ' Did you mean -v?' : '';
    return new PpmiError('usage', { detail: `Expected a command before ${first}.${meant}`, command: '' });
  }
  const end = words.findIndex((word) => word.startsWith('-'));
  const typed = end === -1 ? words : words.slice(0, end);
  const command = typed.slice(0, 2).join(' ');
  if (typed.length > 1 && commands.includes(first)) return unexpectedArgument(first, typed.slice(1));
  if (typed.length > 2 && commands.includes(command)) return unexpectedArgument(command, typed.slice(2));
  if (/^(aadsts|ppmi)\d+$/i.test(first)) {
    return new PpmiError('unknown-command', { command: first, suggestion: `explain ${first}` });
  }
  const suggestion =
    otherNames[first] ??
    [2, 1]
      .filter((length) => length <= typed.length)
      .map((length) => suggest(typed.slice(0, length).join(' '), commands))
      .find((found) => found !== null);
  return new PpmiError('unknown-command', { command, ...(suggestion && { suggestion }) });
}

/** oclif takes the words after a command for a longer command. */
function unexpectedArgument(command: string, words: readonly string[]): PpmiError {
  const [word = ''] = words;
  const meant = ['doctor', 'repair'].includes(command) ? ` Did you mean --component ${word} or --emulate ${word}?` : '';
  return new PpmiError('usage', {
    command,
    detail: `${quoted(command)} takes no argument; got ${quoted(words.join(' '))}.${meant}`,
  });
}
