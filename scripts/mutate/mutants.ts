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
  /** The smallest expression or statement that contains the change. */
  readonly site: Site;
}

export interface Site {
  readonly start: number;
  readonly end: number;
  readonly statement: boolean;
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

// Text between nodes is kept, because a node does not include the parentheses around it.
const binary: Mutator = (node, text) => {
  const { left, right, operator } = node as Node & { left: Node; right: Node; operator: string };
  const at = text.indexOf(operator, left.end);
  if (operator === '??') {
    return right.type === 'NullLiteral' ? [] : [['default', node, text.slice(node.start, at).trimEnd()]];
  }
  const swap = swaps[operator];
  if (swap === undefined || (operator === '+' && [left, right].some(isText))) return [];
  const [kind, other] = swap;
  return [[kind, node, text.slice(node.start, at) + other + text.slice(at + operator.length, node.end)]];
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
    node.operator === '!' ? [['negation', node, text.slice(node.start + 1, node.end)]] : [],
  BooleanLiteral: (node) => [['boolean', node, node.value === true ? 'false' : 'true']],
  NumericLiteral: (node, _text, parent) =>
    isKey(node, parent) ? [] : [['number', node, String(Number(node.value) + 1)]],
  ArrayExpression: (node, _text, parent) =>
    (node.elements as unknown[]).length > 0 && parent?.type !== 'TSAsExpression' && !isDeclaration(parent)
      ? [['empty list', node, '[]']]
      : [],
  ExpressionStatement: (node) => [['removed statement', node, ';']],
  CallExpression(node, text) {
    const { callee } = node as Node & { callee: Node };
    if (callee.type !== 'MemberExpression') return [];
    const { property } = callee as Node & { property: Node };
    const object = text.slice(node.start, property.start).replace(/\s*\.$/, '');
    const name = String(property.name);
    const other = Object.hasOwn(methods, name) ? methods[name] : undefined;
    return [
      ...(other === undefined ? [] : [['method', property, other] as const]),
      ...(removable.has(name) ? [['removed call', node, object] as const] : []),
    ];
  },
};

export function mutantsOf(text: string): readonly Mutant[] {
  const found: Mutant[] = [];
  function visit(node: Node, parent: Node | null): void {
    if (isTypeOnly(node)) return;
    const changes = mutators[node.type]?.(node, text, parent) ?? [];
    for (const [kind, { start, end }, replacement] of changes) {
      const whole = kind === 'condition' ? { start, end } : node;
      const site = { start: whole.start, end: whole.end, statement: kind === 'removed statement' };
      found.push({ start, end, replacement, kind, site });
    }
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

const isKey = (node: Node, parent: Node | null): boolean => parent?.key === node && parent.computed !== true;

/** What a check needs and emits, and a fact depends on: the compiler and `test/watched-checks.ts` hold it against what they do. */
function isDeclaration(parent: Node | null): boolean {
  return parent?.type === 'ObjectProperty' && /^(needs|uses|emits|dependsOn)$/.test(String((parent.key as Node).name));
}
