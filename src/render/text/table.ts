/** Rows under a head; where a terminal is too narrow for them, one under another, so that every value can be copied. */

import type { Style } from '../style.ts';
import { textWidth } from '../text-width.ts';
import { keyValues } from './key-values.ts';

const indent = 2;
const gap = 2;

export async function table(
  head: readonly string[],
  given: readonly (readonly string[])[],
  style: Style,
): Promise<string> {
  // Before the widths: a column that is too narrow would break a name, and a part of it would begin a line.
  const rows = given.map((row) => row.map(oneLine));
  const widths = head.map((name, index) => Math.max(...[name, ...rows.map((row) => row[index] ?? '')].map(textWidth)));
  const total = widths.reduce((sum, width) => sum + width + gap, indent - gap);
  if (style.screen !== null && total > style.screen) return stacked(head, rows, style);
  const { getBorderCharacters, table } = await import('table');
  const text = table(
    [head, ...rows].map((row) => [...row]),
    {
      border: getBorderCharacters('void'),
      drawHorizontalLine: () => false,
      columnDefault: { paddingLeft: 0, paddingRight: gap },
      // Whole, though the library would trim what it wraps.
      columns: widths.map((width) => ({ width: Math.max(1, width) })),
    },
  );
  const [first = '', ...others] = text
    .trimEnd()
    .split('\n')
    .map((line) => ' '.repeat(indent) + line.trimEnd());
  return [style.dim(first), ...others].join('\n');
}

function stacked(head: readonly string[], rows: readonly (readonly string[])[], style: Style): string {
  return rows
    .map((row) =>
      keyValues(
        head.map((name, index) => [name, row[index] || null]),
        style,
      ),
    )
    .join('\n\n');
}

/** The table library accepts no other control characters, and a newline would begin a row. */
function oneLine(value: string): string {
  return value.replace(/\p{Cc}/gu, '\ufffd');
}
