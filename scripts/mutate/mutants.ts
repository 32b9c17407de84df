/**
 * Mutants of a TypeScript file: small changes of its behavior, each of which some test must notice. Not changed: types;
 * string literals, whose names are union types that the compiler checks and whose texts are not behavior; `?? null`.
 */
import { parse } from '@babel/parser';

export interface Mutant {
  /** Offsets into the text of the file. */
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  /** Kind of change, such as `boundary`. */
  readonly kind: string;
}

// The syntax tree is walked by the names of its fields, whatever the node.
type Node = { readonly type: string; readonly start: number; readonly end: number } & Readonly<Record<string, unknown>>;

const swaps: Readonly<Record<string, readonly [kind: string, replacement: string]>> = {
  '<': ['boundary', '<='],
  '<=': ['boundary', '<'],
  '>': ['boundary', '>='],
  '>=': ['boundary', '>'],
  '===': ['equality', '!=='],
  '!==': ['equality', '==='],
  '+': ['arithmetic', '-'],
  '-': ['arithmetic', '+'],
  '*': ['arithmetic', '/'],
  '/': ['arithmetic', '*'],
  '&&': ['logic', '||'],
  '||': ['logic', '&&'],
};

const methods: Readonly<Record<string, string>> = {
  some: 'every',
  every: 'some',
  startsWith: 'endsWith',
  endsWith: 'startsWith',
  min: 'max',
  max: 'min',
  find: 'findLast',
};

/** Calls whose removal leaves their object. */
const removable = new Set(['filter', 'sort', 'reverse', 'slice', 'trim', 'toLowerCase', 'toUpperCase', 'toSorted']);

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;

type Change = readonly [kind: string, where: Pick<Node, 'start' | 'end'>, replacement: string];

type Mutator = (node: Node, text: string, parent: Node | null) => readonly Change[];

const codeOf = ({ start, end }: Node, text: string): string => text.slice(start, end);

const binary: Mutator = (node, text) => {
  const { left, right, operator } = node as Node & { left: Node; right: Node; operator: string };
  if (operator === '??') return right.type === 'NullLiteral' ? [] : [['default', node, codeOf(left, text)]];
  const swap = swaps[operator];
  if (swap === undefined || (operator === '+' && [left, right].some(isText))) return [];
  const between = text.slice(left.end, right.start).replace(operator, () => swap[1]);
  return [[swap[0], node, codeOf(left, text) + between + codeOf(right, text)]];
};

const condition: Mutator = ({ test }) => [
  ['condition', test as Node, 'true'],
  ['condition', test as Node, 'false'],
];

const mutators: Readonly<Record<string, Mutator>> = {
  BinaryExpression: binary,
  LogicalExpression: binary,
  IfStatement: condition,
  ConditionalExpression: condition,
  UnaryExpression: (node, text) =>
    node.operator === '!' ? [['negation', node, codeOf(node.argument as Node, text)]] : [],
  BooleanLiteral: (node) => [['boolean', node, node.value === true ? 'false' : 'true']],
  NumericLiteral: (node) => [['number', node, String(Number(node.value) + 1)]],
  ArrayExpression: (node, _text, parent) =>
    (node.elements as unknown[]).length > 0 && parent?.type !== 'TSAsExpression' && !isDeclaration(parent)
      ? [['empty list', node, '[]']]
      : [],
  ExpressionStatement: (node) => [['removed statement', node, ';']],
  CallExpression(node, text) {
    const { callee } = node as Node & { callee: Node };
    if (callee.type !== 'MemberExpression') return [];
    const { object, property } = callee as Node & { object: Node; property: Node };
    const name = String(property.name);
    const other = Object.hasOwn(methods, name) ? methods[name] : undefined;
    return [
      ...(other === undefined ? [] : [['method', property, other] as const]),
      ...(removable.has(name) ? [['removed call', node, codeOf(object, text)] as const] : []),
    ];
  },
};

export function mutantsOf(text: string): readonly Mutant[] {
  const found: Mutant[] = [];
  function visit(node: Node, parent: Node | null): void {
    if (isTypeOnly(node)) return;
    const changes = mutators[node.type]?.(node, text, parent) ?? [];
    found.push(...changes.map(([kind, { start, end }, replacement]) => ({ start, end, replacement, kind })));
    for (const value of Object.values(node)) {
      for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) visit(child, node);
    }
  }
  visit(parse(text, { sourceType: 'module', plugins: ['typescript'] }).program as unknown as Node, null);
  return found;
}

const isText = ({ type }: Node): boolean => type === 'StringLiteral' || type === 'TemplateLiteral';

/** Types disappear at run time, and an import of another file is no mutant. */
function isTypeOnly({ type }: Node): boolean {
  if (['TSAsExpression', 'TSNonNullExpression', 'TSSatisfiesExpression'].includes(type)) return false;
  return type.startsWith('TS') || /^(Import|ExportAll)/.test(type);
}

/** What a check needs and emits: the compiler and `test/watched-checks.ts` hold it against what the check does. */
function isDeclaration(parent: Node | null): boolean {
  return parent?.type === 'ObjectProperty' && /^(needs|uses|emits)$/.test(String((parent.key as Node).name));
}
