/** What is known about mutants: from an earlier run, and from the list of those that change nothing. */
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Mutant, mutantsOf } from './mutants.ts';

/** A mutant in words that stay the same when other lines of the file change. */
export interface Described {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The text of the line. */
  readonly code: string;
  /** `kind: original → replacement`. */
  readonly change: string;
}

/** A mutant that no test can notice. */
export interface Explained {
  readonly file: string;
  readonly code: string;
  readonly change: string;
  readonly why: string;
}

const short = (code: string): string => code.replace(/\s+/g, ' ').slice(0, 80);

export function describeMutant(file: string, text: string, { start, end, replacement, kind }: Mutant): Described {
  const lines = text.slice(0, start).split('\n');
  return {
    file,
    line: lines.length,
    column: (lines.at(-1) ?? '').length + 1,
    code: (text.split('\n')[lines.length - 1] ?? '').trim(),
    change: `${kind}: ${short(text.slice(start, end))} → ${short(replacement)}`,
  };
}

export const readExplained = (root: string): readonly Explained[] =>
  JSON.parse(readFileSync(join(root, 'scripts/mutate/equivalent.json'), 'utf8')) as readonly Explained[];

export const explains = (one: Explained, mutant: Described): boolean =>
  one.file === mutant.file && one.code === mutant.code && one.change === mutant.change;

/** Those that are like no mutant of the sources: their code has changed or is gone. */
export function staleAmong(explained: readonly Explained[], root: string): readonly Explained[] {
  const described = new Map(
    [...new Set(explained.map(({ file }) => file))].map((file) => {
      const path = join(root, file);
      const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
      return [file, mutantsOf(text).map((mutant) => describeMutant(file, text, mutant))];
    }),
  );
  return explained.filter((one) => !described.get(one.file)?.some((mutant) => explains(one, mutant)));
}

export interface Results {
  /** Null: no mutant of the unchanged file had this place. */
  known(text: string, mutant: Described): { readonly killedBy: string | null } | null;
  add(text: string, mutant: Described, killedBy: string | null): void;
}

interface Row {
  readonly file: string;
  readonly of: string;
  readonly line: number;
  readonly column: number;
  readonly change: string;
  readonly killedBy: string | null;
}

/** One JSON object per line, so that an interrupted run loses nothing. */
export function openResults(path: string | undefined): Results {
  const rows = new Map<string, Row>();
  const keyOf = ({ of, file, line, column, change }: Omit<Row, 'killedBy'>): string =>
    `${of} ${file} ${line}:${column} ${change}`;
  if (path !== undefined && existsSync(path)) {
    for (const line of readFileSync(path, 'utf8').split('\n').filter(Boolean)) {
      const row = JSON.parse(line) as Row;
      rows.set(keyOf(row), row);
    }
  }
  return {
    known: (text, { file, line, column, change }) =>
      rows.get(keyOf({ of: digest(text), file, line, column, change })) ?? null,
    add(text, { file, line, column, change }, killedBy) {
      const row: Row = { of: digest(text), file, line, column, change, killedBy };
      rows.set(keyOf(row), row);
      if (path !== undefined) appendFileSync(path, `${JSON.stringify(row)}\n`);
    },
  };
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12);
