/**
 * Breaks text into lines. Anyone can choose a name, so that a part of it must not begin a line, where it would look like
 * a command or like words of ppmi: what is in quotation marks is kept in one piece.
 */
import { textWidth } from './text-width.ts';

/** Before each further line of a name that is wider than a line; no shell runs a line that begins with it. */
const goesOn = '... ';

/** Lines of at most `width` columns, each after `indent`; a word that is wider than a line stands alone, unbroken. */
export function wrap(text: string, width: number, indent = ''): string[] {
  return wrapPieces(piecesOf(text), width, indent);
}

/** The same for pieces that are broken only where one alone is wider than a line. */
export function wrapPieces(pieces: readonly string[], width: number, indent = ''): string[] {
  const room = width - textWidth(indent);
  const lines: string[] = [];
  let line = '';
  for (const each of pieces) {
    // A newline in a name would begin a line of its own.
    const piece = wordsOf(each).join(' ');
    const longer = line === '' ? piece : `${line} ${piece}`;
    if (textWidth(longer) <= room || longer === '') {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    const rows = rowsOf(piece, room);
    lines.push(...rows.slice(0, -1));
    line = rows.at(-1) ?? '';
  }
  return [...lines, line].filter((each) => each !== '').map((each) => indent + each);
}

/** One piece in as many rows as it requires. */
function rowsOf(piece: string, room: number): string[] {
  if (textWidth(piece) <= room) return [piece];
  const rows: string[] = [];
  let row = '';
  for (const word of piece.split(' ')) {
    const longer = row === '' ? word : `${row} ${word}`;
    if (row === '' || textWidth(longer) <= room) {
      row = longer;
    } else {
      rows.push(row);
      row = goesOn + word;
    }
  }
  return [...rows, row];
}

const wordsOf = (text: string): string[] => text.split(/\s+/).filter((each) => each !== '');

const begins = /(?:^|[([{=:,])"/;
const ends = /"[.,;:!?)\]}]*$/;

/** Words, and parts in quotation marks with all their words. */
export function piecesOf(text: string): string[] {
  const words = wordsOf(text);
  // For each word the first one from there on that ends a quotation; looking ahead for each would be quadratic.
  const endFrom: number[] = new Array(words.length + 1).fill(words.length);
  for (let at = words.length - 1; at >= 0; at -= 1)
    endFrom[at] = ends.test(words[at] ?? '') ? at : (endFrom[at + 1] ?? words.length);
  const pieces: string[] = [];
  for (let at = 0; at < words.length; ) {
    const word = words[at] ?? '';
    const end = !begins.test(word) ? at : isWhole(word) ? at : (endFrom[at + 1] ?? words.length);
    const last = end === words.length ? at : end;
    pieces.push(words.slice(at, last + 1).join(' '));
    at = last + 1;
  }
  return pieces;
}

/** A single quotation mark is the beginning of a name that begins with a space. */
function isWhole(word: string): boolean {
  return ends.test(word) && word.indexOf('"') !== word.lastIndexOf('"');
}
