import { type Args, type EntryBody, firstRelease } from '../entry.ts';
import type { Printer } from '../printer.ts';

interface Words {
  readonly title: string;
  readonly message: (args: Args) => string;
  readonly cause: string;
  readonly fix: readonly string[] | ((args: Args, print: Printer) => readonly string[]);
}

/** An error of the tool itself: always an error, never repaired. */
export function ownError(code: EntryBody['code'], { fix, ...words }: Words): EntryBody {
  return {
    ...words,
    code,
    severity: 'error',
    since: firstRelease,
    fix: typeof fix === 'function' ? fix : (_args, print) => print.lines(fix),
    repair: 'none',
    see: [],
  };
}

/** `: detail` if there is one, and a full stop in any case. */
export function ending({ detail }: Args): string {
  return detail === null || detail === undefined || detail === '' ? '.' : `: ${String(detail).replace(/\.$/, '')}.`;
}

/** The value, or other words for one that is not known. A placeholder in angle brackets is for commands only. */
export function known(value: Args[string], otherwise: string): string {
  return value === null || value === undefined || value === '' ? otherwise : String(value);
}

/** A detail as a sentence: it begins with a capital, unless it begins with a flag, and ends with a full stop. */
export const sentence = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.?!]$/.test(text) ? '' : '.'}`;

/** How a command sets an environment variable, in the two families of shells. */
export function setVariable(name: string, value: string): readonly string[] {
  return [
    'In bash, zsh or another POSIX shell:',
    `  export ${name}='${value}'`,
    'In PowerShell:',
    `  $env:${name} = '${value}'`,
  ];
}
