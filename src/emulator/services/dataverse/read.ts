/** GET of rows: `$select`, `$filter`, `$expand`, pages, etags and formatted values. */
import type { Row } from '../odata/filter.ts';
import { firstUnknown, page, project, selected } from '../odata/page.ts';
import { refuse } from '../odata/refuse.ts';
import type { EmulatedResponse } from '../service.ts';
import { describeProblem, odataContext, unknownProperty } from './answers.ts';
import type { Call } from './call.ts';
import { type Expansion, expand, parseExpand } from './expand.ts';
import { formattedValue } from './preferences.ts';
import { etag } from './row-version.ts';
import { sameId } from './same-id.ts';
import type { Table } from './table.ts';

/** Documented: at most 5,000 rows on a page. */
const maximumPageSize = 5000;

export function readRows(call: Call, table: Table): EmulatedResponse {
  const wish = readWish(call, table);
  if ('status' in wish) return wish;
  const { rows, columns } = withNavigation(call, table, wish.columns);
  const found = page(rows, columns, {
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
  const known = call.request.headers['if-none-match'];
  if (call.request.method === 'GET' && known === etag(row)) return { status: 304, headers: { etag: etag(row) } };
  const body = { ...odataContext(call, `${fragment(table, wish.names)}/$entity`), ...shown(call, table, row, wish) };
  return { status, headers: { etag: etag(row) }, body };
}

export function findRow(call: Call, table: Table, id: string): Row | null {
  return table.rows(call.environment).find((row) => sameId(row[table.key], id)) ?? null;
}

/** `$filter=managedidentityid/applicationid eq …`: columns behind a lookup, as if they were the row's own. */
function withNavigation({ environment, request }: Call, table: Table, columns: readonly string[]) {
  const rows = table.rows(environment);
  const paths = [...(request.query.get('$filter') ?? '').matchAll(/\b(\w+)\/(\w+)\b/g)].flatMap(
    ([path, navigation = '', column = '']) => {
      const target = table.lookups?.[navigation];
      return target?.columns(environment).includes(column) ? [{ path, navigation, column, target }] : [];
    },
  );
  if (paths.length === 0) return { rows, columns };
  const extended = rows.map((row) => {
    const values = paths.map(({ path, navigation, column, target }) => {
      const id = row[`_${navigation.toLowerCase()}_value`];
      return [path, target.rows(environment).find((item) => item[target.key] === id)?.[column] ?? null];
    });
    return { ...row, ...Object.fromEntries(values) };
  });
  return { rows: extended, columns: [...columns, ...paths.map(({ path }) => path)] };
}

interface Wish {
  readonly columns: readonly string[];
  readonly names: readonly string[] | null;
  readonly expansions: readonly Expansion[];
}

function readWish(call: Call, table: Table): Wish | EmulatedResponse {
  const columns = table.columns(call.environment);
  const names = selected(call.request.query);
  const unknown = firstUnknown(columns, names ?? []);
  if (unknown !== null) return unknownProperty(table.logicalName, unknown);
  const expansions = parseExpand(call.request.query.get('$expand'), table);
  if (expansions === null) return refuse(400, '0x80060888', 'The query specified in $expand is not valid.');
  return { columns, names, expansions };
}

const fragment = (table: Table, names: readonly string[] | null): string =>
  names === null ? table.set : `${table.set}(${names.join(',')})`;

/** The primary key comes along whatever is selected (observed in every answer of the service). */
function shown(call: Call, table: Table, row: Row, { columns: all, names, expansions }: Wish): Row {
  const columns = names === null ? all : [...new Set([...names, table.key])];
  const values = project(row, columns);
  return {
    '@odata.etag': etag(row),
    ...values,
    ...annotations(call, table, values),
    ...Object.fromEntries(
      expansions.map((expansion) => [expansion.name, expand(call.environment, table, row, expansion)]),
    ),
  };
}

const lookupName = 'Microsoft.Dynamics.CRM.lookuplogicalname';
const navigationName = 'Microsoft.Dynamics.CRM.associatednavigationproperty';

function annotations({ prefer }: Call, table: Table, row: Row): Row {
  const added: Record<string, unknown> = {};
  if (prefer.annotates(formattedValue))
    for (const [column, names] of Object.entries(table.labels ?? {})) {
      const label = names[Number(row[column])];
      if (row[column] !== undefined && row[column] !== null && label !== undefined)
        added[`${column}@${formattedValue}`] = label;
    }
  for (const [navigation, target] of Object.entries(table.lookups ?? {})) {
    const column = `_${navigation.toLowerCase()}_value`;
    if (typeof row[column] !== 'string') continue;
    if (prefer.annotates(lookupName)) added[`${column}@${lookupName}`] = target.logicalName;
    if (prefer.annotates(navigationName)) added[`${column}@${navigationName}`] = navigation;
  }
  return added;
}
