/** GET of rows: `$select`, `$filter`, `$expand`, pages, etags and formatted values. */
import { createHash } from 'node:crypto';
import type { Row } from '../odata/filter.ts';
import { firstUnknown, page, project, selected } from '../odata/page.ts';
import { refuse } from '../odata/refuse.ts';
import type { EmulatedResponse } from '../service.ts';
import { describeProblem, odataContext, unknownProperty } from './answers.ts';
import type { Call } from './call.ts';
import { type Expansion, expand, parseExpand } from './expand.ts';
import type { Table } from './table.ts';

/** Documented: at most 5,000 rows on a page. */
const maximumPageSize = 5000;

export function readRows(call: Call, table: Table): EmulatedResponse {
  const wish = readWish(call, table);
  if ('status' in wish) return wish;
  const found = page(table.rows(call.environment), table.columns(call.environment), {
    query: call.request.query,
    address: `https://${call.request.host}${call.request.path}`,
    pageSize: Math.min(call.prefer.maximumPageSize ?? maximumPageSize, maximumPageSize),
    top: 'limit',
  });
  if (!found.ok) return describeProblem(found.problem, table.logicalName);
  const hidden = Object.fromEntries((table.heavy ?? []).map((name) => [name, null]));
  const size = call.prefer.maximumPageSize;
  return {
    status: 200,
    headers: size === null ? {} : { 'preference-applied': `odata.maxpagesize=${size}` },
    body: {
      ...odataContext(call, fragment(table, wish.names)),
      ...(found.count === null ? {} : { '@odata.count': found.count }),
      value: found.rows.map((row) => shown(call, table, { ...row, ...hidden }, wish)),
      ...(found.nextLink === null ? {} : { '@odata.nextLink': found.nextLink }),
    },
  };
}

export function readRow(call: Call, table: Table, row: Row, status = 200): EmulatedResponse {
  const wish = readWish(call, table);
  if ('status' in wish) return wish;
  const body = { ...odataContext(call, `${fragment(table, wish.names)}/$entity`), ...shown(call, table, row, wish) };
  return { status, headers: { etag: etag(row) }, body };
}

export function findRow(call: Call, table: Table, id: string): Row | null {
  return table.rows(call.environment).find((row) => sameId(row[table.key], id)) ?? null;
}

export const sameId = (a: unknown, b: string): boolean =>
  typeof a === 'string' && a.toLowerCase() === b.toLowerCase().replace(/^\{|\}$/g, '');

/** Changes whenever the row does; opaque to clients. */
export function etag(row: Row): string {
  const hash = createHash('sha256').update(JSON.stringify(row)).digest();
  return `W/"${hash.readUIntBE(0, 4)}"`;
}

interface Wish {
  readonly names: readonly string[] | null;
  readonly expansions: readonly Expansion[];
}

function readWish(call: Call, table: Table): Wish | EmulatedResponse {
  const names = selected(call.request.query);
  const unknown = firstUnknown(table.columns(call.environment), names ?? []);
  if (unknown !== null) return unknownProperty(table.logicalName, unknown);
  const expansions = parseExpand(call.request.query.get('$expand'), table);
  if (expansions === null) return refuse(400, '0x80060888', 'The query specified in $expand is not valid.');
  return { names, expansions };
}

const fragment = (table: Table, names: readonly string[] | null): string =>
  names === null ? table.set : `${table.set}(${names.join(',')})`;

/** The primary key comes along whatever is selected (observed in every answer of the service). */
function shown(call: Call, table: Table, row: Row, { names, expansions }: Wish): Row {
  const columns = names === null ? table.columns(call.environment) : [...new Set([...names, table.key])];
  const values = project(row, columns);
  return {
    '@odata.etag': etag(row),
    ...values,
    ...(call.prefer.annotations === 'none' ? {} : formattedValues(table, values)),
    ...Object.fromEntries(
      expansions.map((expansion) => [expansion.name, expand(call.environment, table, row, expansion)]),
    ),
  };
}

function formattedValues(table: Table, row: Row): Row {
  const labels = Object.entries(table.labels ?? {}).flatMap(([column, names]) => {
    const label = names[Number(row[column])];
    const known = row[column] !== undefined && row[column] !== null && label !== undefined;
    return known ? [[`${column}@OData.Community.Display.V1.FormattedValue`, label]] : [];
  });
  return Object.fromEntries(labels);
}
