/** Names and values, one pair per line. A value is never wrapped, so that it can be copied. */
import { pad, type Style } from '../style.ts';

export type KeyValue = readonly [name: string, value: string | null];

/** Pairs without a value are omitted. */
export function keyValues(rows: readonly KeyValue[], style: Style): string {
  const shown = rows.filter((row): row is readonly [string, string] => row[1] !== null);
  const width = Math.max(0, ...shown.map(([name]) => name.length));
  return shown
    .map(([name, value]) => `  ${style.dim(pad(name, width))}  ${value.replace(/[\r\n]/g, '\ufffd')}`)
    .join('\n');
}
