/** The report of a run: every call, then a table and totals. */
import type { Call } from './interop-test.ts';

export interface Row {
  readonly name: string;
  readonly about: string;
  readonly result: 'passed' | 'failed' | 'skipped';
  readonly version: string;
  readonly calls: readonly Call[];
  readonly seconds: number;
  readonly note: string;
}

export function report(rows: readonly Row[]): string {
  const count = (result: Row['result']) => rows.filter((row) => row.result === result).length;
  const calls = rows.flatMap((row) => row.calls);
  return [
    ...rows.filter((row) => row.calls.length > 0).flatMap(details),
    ...table(rows),
    '',
    `${calls.filter(({ ok }) => ok).length} of ${calls.length} calls behaved as expected. Tests: ${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped.`,
  ].join('\n');
}

function details({ about, calls }: Row): string[] {
  return [
    about,
    ...calls.map(({ name, ok, detail }) => `  ${ok ? 'ok    ' : 'FAILED'}  ${name}: ${oneLine(detail)}`),
    '',
  ];
}

const oneLine = (text: string) => {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > 400 ? `${line.slice(0, 399)}…` : line;
};

function table(rows: readonly Row[]): string[] {
  const cells = [
    ['test', 'result', 'calls', 'seconds', 'version or reason'],
    ...rows.map(({ name, result, calls, seconds, version, note }) => [
      name,
      result,
      calls.length === 0 ? '' : `${calls.filter(({ ok }) => ok).length} of ${calls.length}`,
      seconds.toFixed(1),
      oneLine(note || version),
    ]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
