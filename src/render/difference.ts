/** Two values under each other, the parts that differ marked below, broken into lines that fit. */
import stringWidth from 'string-width';
import { pad, type Style } from './style.ts';

/** A stretch of both values, one beside the other; of the same length when equal. */
export interface Stretch {
  readonly expected: string;
  readonly actual: string;
  readonly equal: boolean;
}

interface Cell {
  readonly expected: string;
  readonly actual: string;
  readonly equal: boolean;
  readonly width: number;
}

export interface Labels {
  readonly expected: string;
  readonly actual: string;
}

/** Rows of expected and actual value, each pair followed by a row of marks where something in it differs. */
export function differenceLines(stretches: readonly Stretch[], style: Style, indent: string, labels: Labels): string[] {
  const margin = Math.max(stringWidth(labels.expected), stringWidth(labels.actual)) + 2;
  const room = Math.max(10, style.width - stringWidth(indent) - margin);
  const rows = intoRows(
    stretches.flatMap((stretch) => cells(stretch, style)),
    room,
  );
  return rows.flatMap((row, index) => {
    const label = (text: string) => indent + pad(index === 0 ? text : '', margin);
    const marks = row.map((cell) => (cell.equal ? ' ' : '^').repeat(cell.width)).join('');
    return [
      label(labels.expected) + side(row, 'expected', style),
      label(labels.actual) + side(row, 'actual', style),
      ...(marks.trim() === '' ? [] : [label('') + style.bad(marks.trimEnd())]),
    ].map((line) => line.trimEnd());
  });
}

/** One value of a row, filled up where the other one is longer; neighbours that differ are painted as one. */
function side(row: readonly Cell[], name: 'expected' | 'actual', style: Style): string {
  let line = '';
  let differing = '';
  for (const cell of [...row, null]) {
    if (cell !== null && !cell.equal) {
      differing += pad(cell[name], cell.width);
      continue;
    }
    line += (differing === '' ? '' : style.differs(differing)) + (cell === null ? '' : pad(cell[name], cell.width));
    differing = '';
  }
  return line;
}

/** One cell a character; in a stretch that differs the shorter side is filled up, so that what follows stays aligned. */
function cells({ expected, actual, equal }: Stretch, style: Style): Cell[] {
  if (equal) return [...expected].map((each) => cell(visible(each, null), visible(each, null), true));
  const [left, right] = [[...expected], [...actual]];
  return Array.from({ length: Math.max(left.length, right.length) }, (_, index) =>
    cell(visible(left[index] ?? '', style), visible(right[index] ?? '', style), false),
  );
}

function cell(expected: string, actual: string, equal: boolean): Cell {
  return { expected, actual, equal, width: Math.max(stringWidth(expected), stringWidth(actual)) };
}

/** What a terminal would swallow or act on, spelt out; a plain blank only where it is part of the difference. */
function visible(character: string, style: Style | null): string {
  if (character === ' ') return style === null ? ' ' : style.marks.blank;
  if (!/[\p{C}\p{Z}]/u.test(character)) return character;
  const named: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
  return named[character] ?? `\\u{${character.codePointAt(0)?.toString(16)}}`;
}

function intoRows(all: readonly Cell[], room: number): Cell[][] {
  const rows: Cell[][] = [];
  let row: Cell[] = [];
  let used = 0;
  for (const each of all) {
    if (used + each.width > room && row.length > 0) {
      rows.push(row);
      [row, used] = [[], 0];
    }
    row.push(each);
    used += each.width;
  }
  return row.length > 0 ? [...rows, row] : rows;
}

/** Aligns two values by what they begin and end with. */
export function alignEnds(expected: string, actual: string): Stretch[] {
  const [left, right] = [[...expected], [...actual]];
  const shorter = Math.min(left.length, right.length);
  let head = 0;
  while (head < shorter && left[head] === right[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && left.at(-1 - tail) === right.at(-1 - tail)) tail += 1;
  const piece = (from: number, cutLeft: number, cutRight: number, equal: boolean): Stretch => ({
    expected: left.slice(from, left.length - cutLeft).join(''),
    actual: right.slice(from, right.length - cutRight).join(''),
    equal,
  });
  return [
    { expected: left.slice(0, head).join(''), actual: right.slice(0, head).join(''), equal: true },
    piece(head, tail, tail, false),
    {
      expected: left.slice(left.length - tail).join(''),
      actual: right.slice(right.length - tail).join(''),
      equal: true,
    },
  ].filter((stretch) => stretch.expected !== '' || stretch.actual !== '');
}
