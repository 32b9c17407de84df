/** Names and values under each other. A value stands whole on one line, so that it can be copied. */
import type { Style } from './style.ts';

export type Field = readonly [name: string, value: string | null];

/** Fields without a value are left out. */
export function fields(rows: readonly Field[], style: Style, indent = '  '): string {
  const shown = rows.filter((row): row is readonly [string, string] => row[1] !== null);
  const width = Math.max(0, ...shown.map(([name]) => name.length));
  return shown.map(([name, value]) => `${indent}${style.quiet(name.padEnd(width))}  ${value}`).join('\n');
}

/** Breaks prose at blanks. */
export function wrap(text: string, width: number, indent = ''): string {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const word of paragraph.split(' ')) {
      if (line !== '' && indent.length + line.length + 1 + word.length > width) {
        lines.push(indent + line);
        line = word;
      } else {
        line = line === '' ? word : `${line} ${word}`;
      }
    }
    lines.push(line === '' ? '' : indent + line);
  }
  return lines.join('\n');
}
