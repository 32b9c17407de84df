/** The JSON of a command as a table of keys, from the schema that its tests validate against. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema | false;
  readonly prefixItems?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly format?: string;
}

/** Commands by the schema of their `--json`. */
const schemas: Readonly<Record<string, string>> = {
  'access check': 'access-check',
  'auth clear': 'auth-profiles',
  'auth create': 'auth-profile',
  'auth delete': 'auth-profiles',
  'auth list': 'auth-profiles',
  'auth select': 'auth-profiles',
  'auth who': 'auth-profile',
  'certificate show': 'certificate-show',
  connectivity: 'connectivity',
  doctor: 'report',
  'emulator list': 'emulator-list',
  'emulator start': 'emulator-start',
  'env list': 'env-list',
  'env who': 'env-who',
  'error decode': 'error-decode',
  'error list': 'error-list',
  explain: 'explain',
  'fic list': 'fic-list',
  'identity list': 'identity-list',
  'identity show': 'identity-show',
  repair: 'repair',
  'repair apply': 'repair',
  'repair list': 'repair-list',
  'repair resume': 'repair',
  'repair show': 'repair-show',
  'repair undo': 'repair',
  'report merge': 'fleet',
  'subject diff': 'subject-diff',
  'subject explain': 'subject-explain',
  'subject show': 'subject-show',
  'token exchange': 'token-exchange',
  version: 'version',
};

/** Schemas that have a page of their own where another one refers to them. */
const pageOf: Readonly<Record<string, string>> = {
  'report.schema.json': 'doctor.md#json',
  'report.schema.json#/$defs/finding': 'doctor.md#json',
  'subject-diff.schema.json': 'subject-diff.md#json',
  'certificate.schema.json': 'certificate-show.md#json',
};

const deepest = 5;

export function jsonContract(command: string, root: string): string[] {
  const name = schemas[command];
  if (name === undefined) return [];
  const file = `${name}.schema.json`;
  const whole = load(root, file);
  const rows = keysOf(whole, { root, file, whole }, '', new Set());
  return [
    '',
    '## JSON',
    '',
    `\`--json\` prints one object, described by [\`schemas/${file}\`](../../schemas/${file}). ${text(whole.description)}`.trimEnd(),
    '',
    '| key | type | meaning |',
    '| --- | --- | --- |',
    ...rows.map(({ key, type, meaning }) => `| \`${key}\` | ${type} | ${meaning} |`),
  ];
}

interface Place {
  readonly root: string;
  readonly file: string;
  readonly whole: Schema;
}

interface Row {
  readonly key: string;
  readonly type: string;
  readonly meaning: string;
}

function load(root: string, file: string): Schema {
  return JSON.parse(readFileSync(join(root, 'schemas', file), 'utf8')) as Schema;
}

function keysOf(given: Schema, place: Place, prefix: string, seen: ReadonlySet<Schema>): Row[] {
  const { schema, at: where } = resolve(given, place);
  if (seen.has(schema) || prefix.split('.').length > deepest) return [];
  const inner = new Set([...seen, schema]);
  const parts = [schema, ...(schema.allOf ?? []), ...variants(schema)];
  return parts.flatMap((part) => {
    const { schema: found, at: there } = resolve(part, where);
    const own = Object.entries(found.properties ?? {}).flatMap(([name, property]) =>
      rowsOf(property, there, prefix === '' ? name : `${prefix}.${name}`, inner),
    );
    return part === schema ? own : [...own, ...(found.items ? keysOf(found.items, there, `${prefix}[]`, inner) : [])];
  });
}

function rowsOf(property: Schema, place: Place, key: string, seen: ReadonlySet<Schema>): Row[] {
  const { schema, at: where, page } = resolve(property, place);
  const row = {
    key,
    type: page === null ? typeOf(schema, where) : `${nullable(property) ? 'null or ' : ''}[object](${page})`,
    meaning: text(property.description ?? schema.description),
  };
  if (page !== null) return [row];
  const listed = schema.items ? keysOf(schema.items, where, `${key}[]`, seen) : [];
  return [row, ...unique([...keysOf(schema, where, key, seen), ...listed])];
}

function unique(rows: readonly Row[]): Row[] {
  const seen = new Set<string>();
  return rows.filter(({ key }) => !seen.has(key) && seen.add(key));
}

/** Follows a reference, also to another file; a schema with a page of its own is not followed. */
function resolve(schema: Schema, place: Place): { schema: Schema; at: Place; page: string | null } {
  const alternatives = variants(schema).filter((each) => each.type !== 'null');
  const only = alternatives.length === 1 ? alternatives[0] : undefined;
  const reference = schema.$ref ?? only?.$ref;
  if (reference === undefined) return { schema, at: place, page: null };
  const [file = '', pointer = ''] = reference.split('#');
  const target = file === '' ? place : { ...place, file, whole: load(place.root, file) };
  const page = file === '' || place.file === 'certificate-show.schema.json' ? null : (pageOf[reference] ?? null);
  const found = at(target.whole, pointer);
  if (found === undefined) throw new Error(`${place.file} refers to ${reference}, which is not there`);
  return { schema: found, at: target, page };
}

function at(whole: Schema, pointer: string): Schema | undefined {
  const steps = pointer.split('/').slice(1);
  return steps.reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], whole) as
    | Schema
    | undefined;
}

const variants = ({ oneOf = [], anyOf = [] }: Schema) => [...oneOf, ...anyOf];

const nullable = (schema: Schema) => variants(schema).some(({ type }) => type === 'null');

function typeOf(given: Schema, place: Place): string {
  const { schema } = resolve(given, place);
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${JSON.stringify(value)}\``).join(', ');
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  const alternatives = variants(schema);
  if (alternatives.length > 0) return [...new Set(alternatives.map((each) => typeOf(each, place)))].join(' or ');
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? []);
  if (types.length === 0) return schema.properties === undefined ? 'any' : 'object';
  return types.map((type) => (type === 'array' ? `array${itemsOf(schema, place)}` : type)).join(' or ');
}

function itemsOf({ items }: Schema, place: Place): string {
  if (!items) return '';
  const type = typeOf(items, place);
  return type === 'any' ? '' : ` of ${type}`;
}

function text(description: string | undefined): string {
  return (description ?? '').replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('\n', ' ');
}
