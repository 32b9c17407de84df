/** Query options of a collection: `$filter`, `$orderby`, `$count`, `$top`, pages by an opaque link, in OData's order. */
import { type Filter, parseFilter, type Row } from './filter.ts';

export interface PageRequest {
  readonly query: URLSearchParams;
  /** Absolute address of the collection, without query. */
  readonly address: string;
  /** Rows on a page, at most. */
  readonly pageSize: number;
  /** What `$top` means: the size of a page (Graph), or a limit that turns paging off (Dataverse). */
  readonly top: 'page' | 'limit';
  /** True: `$filter` compares texts case-sensitively. */
  readonly caseSensitive?: boolean;
}

export type Page =
  | {
      readonly ok: true;
      readonly rows: readonly Row[];
      readonly count: number | null;
      readonly nextLink: string | null;
    }
  | { readonly ok: false; readonly problem: PageProblem };

export type PageProblem =
  | { readonly kind: 'filter' | 'top' | 'skiptoken' | 'orderby'; readonly text: string }
  | { readonly kind: 'property'; readonly property: string }
  | { readonly kind: 'bareGuid'; readonly property: string };

/**
 * @param columns every property that may be named in the query
 * @param quotedGuids properties of a text type that hold GUIDs: a bare GUID does not fit them
 */
export function page(
  rows: readonly Row[],
  columns: readonly string[],
  request: PageRequest,
  quotedGuids: readonly string[] = [],
): Page {
  const { query } = request;
  const filterText = query.get('$filter');
  const filter = filterText === null ? null : parseFilter(filterText, request.caseSensitive ?? false);
  if (filterText !== null && filter === null) return problem({ kind: 'filter', text: filterText });
  const order = parseOrder(query.get('$orderby'));
  const unknown = firstUnknown(columns, [...(filter?.properties ?? []), ...order.map((part) => part.property)]);
  if (unknown !== null) return problem({ kind: 'property', property: unknown });
  const bare = filter?.bareGuids.find((property) => quotedGuids.includes(property));
  if (bare !== undefined) return problem({ kind: 'bareGuid', property: bare });

  const top = readNumber(query.get('$top'));
  if (top === 'invalid') return problem({ kind: 'top', text: query.get('$top') ?? '' });
  const start = readSkipToken(query.get('$skiptoken'));
  if (start === null) return problem({ kind: 'skiptoken', text: query.get('$skiptoken') ?? '' });

  const found = ordered(filtered(rows, filter), order);
  const size = Math.min(request.pageSize, top ?? request.pageSize);
  const more = start + size < found.length && !(request.top === 'limit' && top !== null);
  return {
    ok: true,
    rows: found.slice(start, start + size),
    count: query.get('$count') === 'true' ? found.length : null,
    nextLink: more ? nextLink(request, start + size) : null,
  };
}

const problem = (reason: PageProblem): Page => ({ ok: false, problem: reason });

const filtered = (rows: readonly Row[], filter: Filter | null): readonly Row[] =>
  filter === null ? rows : rows.filter((row) => filter.matches(row));

/** The names of `$select`; null when the query has none. `*` selects everything. */
export function selected(query: URLSearchParams): readonly string[] | null {
  const text = query.get('$select');
  if (text === null || text.trim() === '*') return null;
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

export function firstUnknown(columns: readonly string[], names: readonly string[]): string | null {
  return names.find((name) => !columns.includes(name)) ?? null;
}

export function project(row: Row, names: readonly string[] | null): Row {
  return names === null ? row : Object.fromEntries(names.map((name) => [name, row[name] ?? null]));
}

type Order = readonly { readonly property: string; readonly descending: boolean }[];

function parseOrder(text: string | null): Order {
  if (text === null) return [];
  return text.split(',').map((part) => {
    const [property = '', direction = 'asc'] = part.trim().split(/\s+/);
    return { property, descending: direction.toLowerCase() === 'desc' };
  });
}

function ordered(rows: readonly Row[], order: Order): readonly Row[] {
  if (order.length === 0) return rows;
  return [...rows].sort((a, b) => {
    for (const { property, descending } of order) {
      const [left, right] = [String(a[property] ?? ''), String(b[property] ?? '')];
      if (left !== right) return left < right === descending ? 1 : -1;
    }
    return 0;
  });
}

function readNumber(text: string | null): number | null | 'invalid' {
  if (text === null) return null;
  return /^\d+$/.test(text) ? Number(text) : 'invalid';
}

/** Opaque to clients: the encoded offset. */
function readSkipToken(text: string | null): number | null {
  if (text === null) return 0;
  const inner = /^offset:(\d+)$/.exec(Buffer.from(text, 'base64url').toString('latin1'));
  return inner === null ? null : Number(inner[1]);
}

function nextLink({ query, address }: PageRequest, offset: number): string {
  const kept = [...query].filter(([name]) => name !== '$skiptoken');
  const token = Buffer.from(`offset:${offset}`, 'latin1').toString('base64url');
  const pairs = [...kept, ['$skiptoken', token] as const];
  return `${address}?${pairs.map(([name, value]) => `${encodeName(name)}=${encodeURIComponent(value)}`).join('&')}`;
}

const encodeName = (name: string): string => encodeURIComponent(name).replace(/^%24/, '$');
