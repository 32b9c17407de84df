/** Rows under a head; each column as wide as its widest value. */
import { pad, type Style } from './style.ts';

export function columns(head: readonly string[], rows: readonly (readonly string[])[], style: Style): string {
  const width = (index: number) => Math.max(...[head, ...rows].map((row) => (row[index] ?? '').length));
  const widths = head.map((_name, index) => width(index));
  const line = (row: readonly string[]) =>
    row
      .map((value, index) => pad(value, widths[index] ?? 0))
      .join('  ')
      .trimEnd();
  return [style.quiet(`  ${line(head)}`), ...rows.map((row) => `  ${line(row)}`)].join('\n');
}
