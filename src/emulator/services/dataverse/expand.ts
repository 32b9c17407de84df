/** `$expand=managedidentityid($select=applicationid,tenantid)` over the lookups and collections of a table. */

import type { Environment } from '../../world/model.ts';
import type { Row } from '../odata/filter.ts';
import { firstUnknown, project } from '../odata/page.ts';
import type { Table } from './table.ts';

export interface Expansion {
  readonly name: string;
  readonly names: readonly string[] | null;
}

/** Null when it names no navigation property of the table. */
export function parseExpand(text: string | null, table: Table): readonly Expansion[] | null {
  if (text === null) return [];
  const expansions: Expansion[] = [];
  for (const part of text.split(/,(?![^(]*\))/)) {
    const match = /^(\w+)(?:\s*\(\s*\$select=([\w,\s]*)\))?$/.exec(part.trim());
    const name = match?.[1] ?? '';
    if (match === null || !(table.lookups?.[name] || table.collections?.[name])) return null;
    expansions.push({ name, names: match[2]?.split(',').map((column) => column.trim()) ?? null });
  }
  return expansions;
}

export function expand(environment: Environment, table: Table, row: Row, { name, names }: Expansion): unknown {
  const collection = table.collections?.[name];
  if (collection) return collection(String(row[table.key]), environment).map((item) => project(item, names));
  const target = table.lookups?.[name];
  const id = row[`_${name.toLowerCase()}_value`];
  const found = target?.rows(environment).find((item) => item[target.key] === id);
  if (target === undefined || found === undefined) return null;
  const known = names?.filter((column) => firstUnknown(target.columns(environment), [column]) === null) ?? null;
  return project(found, known === null ? null : [...new Set([...known, target.key])]);
}
