/**
 * A command line from its arguments, in the words of one shell. Every command that ppmi prints is built here, so that a
 * pasted line runs one program with exactly these arguments (docs/decisions/2026-11-28-printed-commands.md).
 */

/** `bash` is for zsh, fish and sh too. */
export const shells = ['bash', 'powershell', 'cmd'] as const;

export type Shell = (typeof shells)[number];

export interface ShellTarget {
  readonly shell: Shell;
  /** On Windows `az` is a batch file, so that cmd.exe parses its arguments a second time, also from PowerShell. */
  readonly windows: boolean;
}

/** `chosen`: `--shell`, or else PPMI_SHELL. */
export function shellTarget(chosen: string | undefined, platform: NodeJS.Platform): ShellTarget {
  const windows = platform === 'win32';
  const shell = shells.find((name) => name === chosen) ?? (windows ? 'powershell' : 'bash');
  return { shell, windows: windows || shell === 'cmd' };
}

/** Programs that are batch files on Windows. */
const batchFiles: ReadonlySet<string> = new Set(['az']);

/** @throws RangeError for what no quoting of the shell can carry: see `canCarry` */
export function commandLine(argv: readonly string[], target: ShellTarget): string {
  const [program = '', ...rest] = argv;
  return [
    programName(program, target),
    ...rest.map((argument) => quote(argument, target, batchFiles.has(program))),
  ].join(' ');
}

/** Lines that set environment variables for the commands after them. */
export function setVariables(values: Readonly<Record<string, string>>, target: ShellTarget): readonly string[] {
  const entries = Object.entries(values);
  const quoted = (value: string) => quote(value, target, false);
  if (target.shell === 'bash')
    return [['export', ...entries.map(([name, value]) => `${name}=${quoted(value)}`)].join(' ')];
  if (target.shell === 'powershell')
    return entries.map(([name, value]) => `$env:${name} = '${value.replace(/['\u2018-\u201b]/g, '$&$&')}'`);
  // The quotes of `set` are around the whole assignment: others would become part of the value.
  return entries.filter(([, value]) => canCarry(value, target)).map(([name, value]) => `set "${name}=${value}"`);
}

/** In Windows PowerShell `curl` is an alias of another command. */
function programName(program: string, { shell, windows }: ShellTarget): string {
  return program === 'curl' && shell === 'powershell' && windows ? 'curl.exe' : program;
}

/** Spares most arguments an expression over all of Unicode, which takes longer to compile than a command to start. */
const moving = String.raw`[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]`;
const isPrintableAscii = (text: string): boolean => /^[ -~]*$/.test(text);

/**
 * Whether an argument arrives unchanged. A control character ends a line or moves the cursor; PowerShell before 7.3
 * loses a double quote and an empty argument on the way to a program; cmd.exe expands `%name%` even in quotes.
 */
export function canCarry(argument: string, { shell }: ShellTarget): boolean {
  if (!isPrintableAscii(argument) && new RegExp(moving, 'u').test(argument)) return false;
  if (shell === 'bash') return true;
  return (
    argument !== '' &&
    !argument.includes('"') &&
    !argument.endsWith('\\') &&
    (shell === 'powershell' || !/[%!]/.test(argument))
  );
}

function quote(argument: string, target: ShellTarget, batch: boolean): string {
  if (!canCarry(argument, target)) throw new RangeError(`no argument for ${target.shell}: ${JSON.stringify(argument)}`);
  if (target.shell === 'bash') return forBash(argument);
  return target.shell === 'cmd' ? forCmd(argument) : forPowerShell(argument, target.windows && batch);
}

/**
 * In single quotes nothing is expanded in sh, bash, zsh and fish, not even a `!` of the history. A quote or backslash
 * stands outside of them: fish alone takes a backslash inside for an escape.
 */
function forBash(argument: string): string {
  if (/^[A-Za-z0-9_+:,./@-]+$/.test(argument)) return argument;
  return (
    argument
      .split(/(['\\])/)
      .map((part) => (part === "'" || part === '\\' ? `\\${part}` : part === '' ? '' : `'${part}'`))
      .join('') || "''"
  );
}

/**
 * PowerShell ends a single-quoted text at typographic quotes too, and doubles escape them. Toward a batch file it passes
 * an argument without spaces as it is, so what cmd.exe would act on needs double quotes that PowerShell does not see.
 */
function forPowerShell(argument: string, batch: boolean): string {
  if (/^[A-Za-z0-9_+/][A-Za-z0-9_+:./-]*$/.test(argument) || /^--?[A-Za-z][A-Za-z0-9-]*$/.test(argument))
    return argument;
  const text = argument.replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&');
  return batch && /[()&|<>^;,=% ]/.test(argument) ? `'"${text}"'` : `'${text}'`;
}

function forCmd(argument: string): string {
  return /^[A-Za-z0-9_+:./@\\-]+$/.test(argument) ? argument : `"${argument}"`;
}
