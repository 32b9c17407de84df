/** How text looks on a terminal: colors, marks and line breaks. */
import type { ChalkInstance } from 'chalk';
import type { Severity } from '../domain/diagnosis.ts';
import { paintSealed } from './sanitize-terminal.ts';
import { textWidth } from './text-width.ts';
import { piecesOf, wrapPieces } from './wrap.ts';

export { wrap } from './wrap.ts';

type Paint = (text: string) => string;

export interface Style {
  /** Columns that a line may fill. */
  readonly width: number;
  /** Columns of the terminal; null: there is none, and a line may be as long as it is. */
  readonly screen: number | null;
  readonly good: Paint;
  readonly bad: Paint;
  readonly warning: Paint;
  readonly dim: Paint;
  readonly title: Paint;
  readonly command: Paint;
  readonly differs: Paint;
  readonly marks: Marks;
}

export interface Marks {
  readonly error: string;
  readonly warning: string;
  readonly info: string;
  readonly passed: string;
  readonly blocked: string;
  /** Stands for a check that does not apply. */
  readonly none: string;
  /** Stands for a space that would otherwise be invisible. */
  readonly space: string;
}

const unicodeMarks: Marks = { error: '✖', warning: '▲', info: '●', passed: '✔', blocked: '?', none: '–', space: '␣' };
const asciiMarks: Marks = { error: 'x', warning: '!', info: 'i', passed: 'ok', blocked: '?', none: '-', space: '_' };

/** `chalk` null: no colors. Loading it costs as much as a short command, so only the caller that needs colors does. */
export function createStyle(options: {
  chalk: ChalkInstance | null;
  unicode: boolean;
  width: number;
  screen?: number | null;
}): Style {
  const { chalk } = options;
  // Functions of one argument: chalk would also print what `map` passes on.
  // What is painted is one line: a name in it must not begin another.
  const paint =
    (color: ChalkInstance | undefined): Paint =>
    (text) => {
      const line = text.replace(/[\r\n\u2028\u2029]/g, '\ufffd');
      return color === undefined ? line : paintSealed(line, color);
    };
  return {
    width: options.width,
    screen: options.screen ?? null,
    good: paint(chalk?.green),
    bad: paint(chalk?.red),
    warning: paint(chalk?.yellow),
    dim: paint(chalk?.dim),
    title: paint(chalk?.bold),
    command: paint(chalk?.cyan),
    differs: paint(chalk?.red.underline),
    marks: options.unicode ? unicodeMarks : asciiMarks,
  };
}

/** No colors, only ASCII, 80 columns: for files, pipes and documentation. */
export const noStyle: Style = createStyle({ chalk: null, unicode: false, width: 80 });

interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/**
 * What this output can show. `NO_COLOR` (any value but the empty one) and `FORCE_COLOR` as their conventions have it;
 * beyond 100 columns text is hard to read.
 */
export async function styleOf(
  output: Output,
  environment: NodeJS.ProcessEnv,
  platform = process.platform,
): Promise<Style> {
  const terminal = output.isTTY === true;
  const dumb = environment.TERM === 'dumb';
  const forced = environment.FORCE_COLOR !== undefined && environment.FORCE_COLOR !== '0';
  const color = !environment.NO_COLOR && (forced || (terminal && !dumb && environment.FORCE_COLOR !== '0'));
  return createStyle({
    chalk: color ? await loadChalk() : null,
    unicode: !dumb && speaksUtf8(environment, platform),
    width: terminal ? Math.max(40, Math.min(output.columns || 80, 100)) : 80,
    screen: terminal ? output.columns || 80 : null,
  });
}

async function loadChalk(): Promise<ChalkInstance> {
  const { Chalk } = await import('chalk');
  return new Chalk({ level: 1 });
}

/** The console of Windows shows Unicode in Windows Terminal and Visual Studio Code; elsewhere the locale tells. */
function speaksUtf8(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): boolean {
  if (platform === 'win32') return environment.WT_SESSION !== undefined || environment.TERM_PROGRAM === 'vscode';
  const locale = environment.LC_ALL || environment.LC_CTYPE || environment.LANG || '';
  return /utf-?8/i.test(locale);
}

export function paintOf(style: Style, severity: Severity): Paint {
  return { error: style.bad, warning: style.warning, info: style.dim }[severity];
}

/** An item behind its mark or number; further lines begin under the text. */
export function wrapItem(lead: string, text: string, width: number, indent = ''): string[] {
  return wrapItemPieces(lead, piecesOf(text), width, indent);
}

/** The same for pieces that are broken only where one alone is wider than a line. */
export function wrapItemPieces(lead: string, pieces: readonly string[], width: number, indent = ''): string[] {
  const under = indent + ' '.repeat(textWidth(lead) + 1);
  const [first = '', ...rest] = wrapPieces(pieces, width, under);
  return [`${indent}${lead} ${first.trimStart()}`, ...rest];
}

/** The text padded with spaces to `width` columns. */
export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - textWidth(text)));
}

/** `1 check`, `2 checks`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
