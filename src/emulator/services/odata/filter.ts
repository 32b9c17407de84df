/**
 * The part of `$filter` that Graph and Dataverse clients use: comparisons, `and`, `or`, `not`, `contains`, `startswith`,
 * `endswith`, `any(x:x eq …)`. OData 4.01 URL conventions, section 5.1.1.
 */
export type Row = Readonly<Record<string, unknown>>;

type Literal = { readonly type: 'string' | 'guid' | 'number' | 'date' | 'boolean' | 'null'; readonly value: unknown };
type Comparison = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le';
const textFunctions = ['contains', 'startswith', 'endswith'] as const;
type TextFunction = (typeof textFunctions)[number];

type Expression =
  | { readonly kind: 'compare'; readonly property: string; readonly operator: Comparison; readonly literal: Literal }
  | { readonly kind: 'text'; readonly property: string; readonly test: TextFunction; readonly literal: Literal }
  | { readonly kind: 'any'; readonly property: string; readonly member: string | null; readonly literal: Literal }
  | { readonly kind: 'and' | 'or'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'not'; readonly inner: Expression };

export interface Filter {
  readonly properties: readonly string[];
  /** Properties compared with a GUID that was written without quotes. */
  readonly bareGuids: readonly string[];
  matches(row: Row): boolean;
}

const tokenPattern =
  /\s*(?:('(?:[^']|'')*')|([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})|(\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d))?)|(-?\d+(?:\.\d+)?)|([A-Za-z_@][\w.@/]*)|([(),:]))/iy;

/** Null when the text is no filter of this grammar. Graph and Dataverse compare texts without case (documented). */
export function parseFilter(text: string, caseSensitive = false): Filter | null {
  const tokens = tokenize(text);
  if (tokens === null) return null;
  const reader = { tokens, at: 0 };
  const expression = parseOr(reader);
  if (expression === null || reader.at !== tokens.length) return null;
  const leaves = collect(expression);
  return {
    properties: leaves.map((leaf) => leaf.property),
    bareGuids: leaves.filter((leaf) => leaf.literal.type === 'guid').map((leaf) => leaf.property),
    matches: (row) => holds(expression, row, caseSensitive ? (value) => value : fold),
  };
}

type Token = { readonly text: string; readonly literal: Literal | null };
type Reader = { readonly tokens: readonly Token[]; at: number };

function tokenize(text: string): Token[] | null {
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  let at = 0;
  while (at < end) {
    tokenPattern.lastIndex = at;
    const match = tokenPattern.exec(text);
    if (match === null) return null;
    tokens.push(token(match));
    at = tokenPattern.lastIndex;
  }
  return tokens;
}

function token(match: RegExpExecArray): Token {
  const [, quoted, guid, date, number, word, mark] = match;
  if (quoted !== undefined) return literal(quoted, 'string', quoted.slice(1, -1).replaceAll("''", "'"));
  if (guid !== undefined) return literal(guid, 'guid', guid);
  if (date !== undefined) return literal(date, 'date', date);
  if (number !== undefined) return literal(number, 'number', Number(number));
  if (word === 'true' || word === 'false') return literal(word, 'boolean', word === 'true');
  if (word === 'null') return literal(word, 'null', null);
  return { text: word ?? mark ?? '', literal: null };
}

const literal = (text: string, type: Literal['type'], value: unknown): Token => ({ text, literal: { type, value } });

function take(reader: Reader, text?: string): Token | null {
  const next = reader.tokens[reader.at];
  if (next === undefined || (text !== undefined && next.text.toLowerCase() !== text)) return null;
  reader.at += 1;
  return next;
}

function parseOr(reader: Reader): Expression | null {
  return parseChain(reader, 'or', parseAnd);
}

function parseAnd(reader: Reader): Expression | null {
  return parseChain(reader, 'and', parseTerm);
}

function parseChain(reader: Reader, kind: 'and' | 'or', part: (r: Reader) => Expression | null): Expression | null {
  let left = part(reader);
  while (left !== null && take(reader, kind)) {
    const right = part(reader);
    left = right && { kind, left, right };
  }
  return left;
}

function parseTerm(reader: Reader): Expression | null {
  if (take(reader, 'not')) {
    const inner = parseTerm(reader);
    return inner && { kind: 'not', inner };
  }
  if (take(reader, '(')) {
    const inner = parseOr(reader);
    return take(reader, ')') ? inner : null;
  }
  const word = take(reader);
  if (word === null || word.literal !== null) return null;
  const test = textFunctions.find((name) => name === word.text.toLowerCase());
  if (test !== undefined && take(reader, '(')) {
    const property = take(reader)?.text;
    const value = take(reader, ',') && take(reader)?.literal;
    return property && value && take(reader, ')') ? { kind: 'text', property, test, literal: value } : null;
  }
  if (word.text.toLowerCase().endsWith('/any')) return parseAny(reader, word.text.slice(0, -'/any'.length));
  const operator = take(reader)?.text.toLowerCase();
  const value = take(reader)?.literal;
  if (!isComparison(operator) || !value) return null;
  return { kind: 'compare', property: word.text, operator, literal: value };
}

/**
 * `servicePrincipalNames/any(c:c eq 'x')`, as Azure CLI asks (clients.md 3.3, seen), and `targetResources/any(t:t/id eq 'x')`
 * of the audit log (documented).
 */
function parseAny(reader: Reader, property: string): Expression | null {
  const open = take(reader, '(');
  const variable = take(reader)?.text;
  const [inner, member = null] = (take(reader, ':') && take(reader))?.text.split('/') ?? [];
  const same = inner === variable && take(reader, 'eq');
  const value = take(reader)?.literal;
  return open && same && value && take(reader, ')') ? { kind: 'any', property, member, literal: value } : null;
}

function isComparison(text: string | undefined): text is Comparison {
  return text !== undefined && ['eq', 'ne', 'gt', 'ge', 'lt', 'le'].includes(text);
}

type Leaf = Exclude<Expression, { kind: 'and' | 'or' | 'not' }>;

function collect(expression: Expression): Leaf[] {
  if ('inner' in expression) return collect(expression.inner);
  if ('left' in expression) return [...collect(expression.left), ...collect(expression.right)];
  return [expression];
}

type Fold = (value: unknown) => unknown;

function holds(expression: Expression, row: Row, fold: Fold): boolean {
  switch (expression.kind) {
    case 'and':
      return holds(expression.left, row, fold) && holds(expression.right, row, fold);
    case 'or':
      return holds(expression.left, row, fold) || holds(expression.right, row, fold);
    case 'not':
      return !holds(expression.inner, row, fold);
    case 'any': {
      const values = row[expression.property];
      const of = (item: unknown) => (expression.member === null ? item : (item as Row | null)?.[expression.member]);
      return Array.isArray(values) && values.some((item) => compare(of(item), expression.literal, fold) === 0);
    }
    case 'text': {
      const value = fold(row[expression.property]);
      const part = fold(expression.literal.value);
      if (typeof value !== 'string' || typeof part !== 'string') return false;
      if (expression.test === 'contains') return value.includes(part);
      return expression.test === 'startswith' ? value.startsWith(part) : value.endsWith(part);
    }
    case 'compare':
      return compares(row[expression.property], expression.operator, expression.literal, fold);
  }
}

function compares(value: unknown, operator: Comparison, literal: Literal, fold: Fold): boolean {
  const order = compare(value, literal, fold);
  if (operator === 'eq') return order === 0;
  if (operator === 'ne') return order !== 0;
  if (order === null) return false;
  if (operator === 'gt') return order > 0;
  if (operator === 'ge') return order >= 0;
  return operator === 'lt' ? order < 0 : order <= 0;
}

/** Null when the two have no order. */
function compare(value: unknown, literal: Literal, fold: Fold): number | null {
  if (value === null || value === undefined) return literal.type === 'null' ? 0 : null;
  if (literal.type === 'date' && typeof value === 'string')
    return Date.parse(value) - Date.parse(String(literal.value));
  const left = fold(value);
  const right = fold(literal.value);
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : Number(left > right);
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return left === right ? 0 : null;
}

const fold: Fold = (value) => (typeof value === 'string' ? value.toLowerCase() : value);
