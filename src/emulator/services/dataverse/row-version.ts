/**
 * Row versions. Dataverse's `versionnumber` is SQL's rowversion: it grows across the whole database with every write,
 * equal values included, and the etag is made of it (Learn: Perform conditional operations using the Web API).
 */
import { createHash } from 'node:crypto';
import type { Environment, SolutionRow } from '../../world/model.ts';
import type { Row } from '../odata/filter.ts';

/** Room below the count of writes for a digest of the row, so that a world edited in memory moves the version too. */
const digestSpace = 2 ** 20;

export function withVersion(row: Row, { rowVersion = 1 }: SolutionRow, heavy: readonly string[] = []): Row {
  return { ...row, versionnumber: rowVersion * digestSpace + digest(row, heavy) };
}

/** Call after every write to the row. */
export function markWritten(
  environment: Environment,
  row: { rowVersion?: number; modifiedOn?: string },
  now: Date,
): void {
  environment.lastRowVersion = (environment.lastRowVersion ?? 1) + 1;
  row.rowVersion = environment.lastRowVersion;
  row.modifiedOn = now.toISOString();
}

export function etag(row: Row): string {
  return `W/"${typeof row.versionnumber === 'number' ? row.versionnumber : digest(row, [])}"`;
}

function digest(row: Row, heavy: readonly string[]): number {
  const light = heavy.length === 0 ? row : { ...row, ...Object.fromEntries(heavy.map((name) => [name, null])) };
  return createHash('sha1').update(JSON.stringify(light)).digest().readUIntBE(0, 3) % digestSpace;
}
