/** Every regular expression of `src`: literals by their syntax, and those that are put together by making them. */
import { readdirSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { parse } from '@babel/parser';

export interface Expression {
  /** File in `src`, and line. */
  readonly place: string;
  readonly pattern: string;
  readonly flags: string;
}

type Node = { readonly type: string } & Readonly<Record<string, unknown>>;

const sources = new URL('../../src/', import.meta.url);

function filesIn(folder: URL): readonly string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/'));
  return names.filter((name) => name.endsWith('.ts')).sort();
}

function visit(folder: URL, each: (node: Node, place: string) => void): void {
  for (const file of filesIn(folder)) {
    const { program } = parse(readFileSync(new URL(file, folder), 'utf8'), {
      sourceType: 'module',
      plugins: ['typescript'],
    });
    const walk = (node: unknown): void => {
      if (Array.isArray(node)) for (const inner of node) walk(inner);
      if (typeof node !== 'object' || node === null || Array.isArray(node)) return;
      const { type, loc } = node as Node;
      if (type !== undefined && loc !== undefined) {
        each(node as Node, `${file}:${(loc as { start: { line: number } }).start.line}`);
      }
      for (const [key, value] of Object.entries(node)) if (key !== 'loc') walk(value);
    };
    walk(program.body);
  }
}

export function literals(folder = sources): readonly Expression[] {
  const found: Expression[] = [];
  visit(folder, ({ type, pattern, flags }, place) => {
    if (type === 'RegExpLiteral') found.push({ place, pattern: String(pattern), flags: String(flags) });
  });
  return found;
}

export interface Construction {
  readonly place: string;
  /** Of a pattern that stands as a constant in the same file; null: only known when it runs. */
  readonly constant: Expression | null;
}

/** Where `RegExp` is called. */
export function constructions(folder = sources): readonly Construction[] {
  const found: { file: string; place: string; given: readonly Node[] }[] = [];
  const constants = new Map<string, Node>();
  visit(folder, (node, place) => {
    const file = place.replace(/:\d{1,6}$/, '');
    const { type, callee, arguments: given, id, init } = node;
    if (type === 'VariableDeclarator' && init != null) {
      constants.set(`${file} ${(id as { name?: string }).name}`, init as Node);
    } else if (
      (type === 'NewExpression' || type === 'CallExpression') &&
      (callee as { name?: string }).name === 'RegExp'
    ) {
      found.push({ file, place, given: given as readonly Node[] });
    }
  });
  return found.map(({ file, place, given: [pattern, flags] }) => {
    const text = (node: Node | undefined) => (node === undefined ? '' : textOf(node, file, constants));
    const [source, letters] = [text(pattern), text(flags)];
    return { place, constant: source === null || letters === null ? null : { place, pattern: source, flags: letters } };
  });
}

/** The text of a literal, a template or a constant of the same file; null: anything else. */
function textOf(node: Node, file: string, constants: ReadonlyMap<string, Node>): string | null {
  const { type, value, name, quasi, tag } = node;
  if (type === 'StringLiteral') return String(value);
  if (type === 'Identifier') {
    const init = constants.get(`${file} ${String(name)}`);
    return init === undefined ? null : textOf(init, file, constants);
  }
  if (type === 'TaggedTemplateExpression') {
    const isRaw = (tag as { property?: { name?: string } }).property?.name === 'raw';
    return isRaw ? joined(quasi as Node, 'raw', file, constants) : null;
  }
  return type === 'TemplateLiteral' ? joined(node, 'cooked', file, constants) : null;
}

function joined(
  { quasis, expressions }: Node,
  form: 'raw' | 'cooked',
  file: string,
  constants: ReadonlyMap<string, Node>,
): string | null {
  const texts = (quasis as { value: Record<'raw' | 'cooked', string> }[]).map(({ value }) => value[form]);
  const between = (expressions as Node[]).map((each) => textOf(each, file, constants));
  return between.includes(null) ? null : texts.map((text, index) => text + (between[index] ?? '')).join('');
}

/** What `work` puts together: `RegExp` is replaced for that time by one that records what is created, and where. */
export async function constructedBy(work: () => Promise<unknown>): Promise<readonly Expression[]> {
  const found = new Map<string, Expression>();
  const real = globalThis.RegExp;
  const record = (made: RegExp) => {
    const [, place] = /^\s*at [^\n]*?\/src\/([^\n]+?\.ts:\d{1,5}):/.exec(callerOf(new Error().stack ?? '')) ?? [];
    const { source: pattern, flags } = made;
    if (place !== undefined) found.set(`${place} ${pattern} ${flags}`, { place, pattern, flags });
    return made;
  };
  globalThis.RegExp = new Proxy(real, {
    construct: (target, args) => record(Reflect.construct(target, args) as RegExp),
    apply: (target, self, args) => record(Reflect.apply(target, self, args) as RegExp),
  });
  try {
    await work();
  } finally {
    globalThis.RegExp = real;
  }
  return [...found.values()];
}

/** The frame that called the constructor: the first one of another file. */
function callerOf(stack: string): string {
  return stack.split('\n').find((line) => line.trimStart().startsWith('at ') && !isOwnFrame(line)) ?? '';
}

const isOwnFrame = (line: string) => line.includes('/promises/expressions.') || line.includes('at Object.construct (');

/** Loads every file of `src`, but the bundle's entries, which would run. */
export async function loadAll(): Promise<void> {
  for (const file of filesIn(sources)) {
    if (file !== 'features/entra-errors/worker.ts') await import(pathToFileURL(new URL(file, sources).pathname).href);
  }
}
