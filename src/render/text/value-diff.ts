/** Two values below each other, with marks under the differences, wrapped to the width. */

import { diffText, type Span } from '../../domain/text-diff.ts';
import { pad, type Style } from '../style.ts';
import { textWidth } from '../text-width.ts';

/** A stretch of both values, one beside the other; the same text when equal. */
interface Stretch {
  readonly expected: string;
  readonly actual: string;
  readonly equal: boolean;
}

/** One character of each value, in as many columns as the wider of both. */
interface Cell extends Stretch {
  readonly width: number;
}

const labelWidth = 'expected  '.length;

/** Rows of expected and actual value, each pair followed by a row of marks where something in it differs. */
export function valueDiffLines(expected: string, actual: string, style: Style, indent: string): string[] {
  const marked = diffText(expected, actual);
  const all = stretches(marked.expected, marked.actual).flatMap((stretch) => cells(stretch, style));
  const room = Math.max(10, style.width - textWidth(indent) - labelWidth);
  return intoRows(all, room).flatMap((row, index) => {
    const label = (text: string) => indent + pad(index === 0 ? text : '', labelWidth);
    const marks = row.map(({ equal, width }) => (equal ? ' ' : '^').repeat(width)).join('');
    return [
      label('expected') + side(row, 'expected', style),
      label('actual') + side(row, 'actual', style),
      ...(marks.trim() === '' ? [] : [label('') + style.bad(marks.trimEnd())]),
    ].map((line) => line.trimEnd());
  });
}

/** One value of a row, padded to the width of the other one; adjacent differences are painted as one. */
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

/** In a stretch that differs the shorter side is filled up, so that what follows stays aligned. */
function cells({ expected, actual, equal }: Stretch, style: Style): Cell[] {
  const [left, right] = [characters(expected, style), characters(actual, style)];
  return Array.from({ length: Math.max(left.length, right.length) }, (_, index) => {
    const [a, b] = [left[index] ?? '', right[index] ?? ''];
    return { expected: a, actual: b, equal, width: Math.max(textWidth(a), textWidth(b)) };
  });
}

/** The mark for a space is not ASCII. */
function characters(text: string, style: Style): string[] {
  return [...text].map((character) => (character === '␣' ? style.marks.space : character));
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

/** The spans of both sides opposite each other: what they have in common is the same text on both. */
function stretches(expected: readonly Span[], actual: readonly Span[]): Stretch[] {
  const [left, right] = [[...expected], [...actual]];
  const all: Stretch[] = [];
  while (left.length > 0 || right.length > 0) {
    const differing = { expected: takeDiffering(left), actual: takeDiffering(right), equal: false };
    if (differing.expected !== '' || differing.actual !== '') all.push(differing);
    const common = Math.min(left[0]?.text.length ?? 0, right[0]?.text.length ?? 0);
    if (common > 0) all.push({ expected: take(left, common), actual: take(right, common), equal: true });
    // A side that has common text left when the other is used up: the spans do not belong together.
    else if (left.length + right.length > 0 && differing.expected + differing.actual === '') break;
  }
  return all;
}

function takeDiffering(spans: Span[]): string {
  let text = '';
  while (spans[0]?.same === false) text += spans.shift()?.text;
  return text;
}

function take(spans: Span[], length: number): string {
  const span = spans.shift();
  if (span === undefined) return '';
  if (span.text.length > length) spans.unshift({ ...span, text: span.text.slice(length) });
  return span.text.slice(0, length);
}
