/** Which layer may import which (CONTRIBUTING.md), in `src` and in `scripts`, and that there is no cycle. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { expect } from 'chai';

const knowledge = ['domain', 'catalog'];
const reading = [...knowledge, 'net', 'sources'];
const judging = [...reading, 'diagnosis', 'repair', 'report'];

const layers: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  catalog: ['domain'],
  net: ['domain'],
  sources: ['domain', 'net'],
  diagnosis: [...knowledge, 'sources'],
  repair: [...knowledge, 'diagnosis', 'sources'],
  report: knowledge,
  render: [...knowledge, 'report'],
  emulator: ['domain/cloud'],
  flags: ['domain'],
  session: [...reading, 'emulator', 'flags'],
  features: [...judging, 'render', 'session', 'emulator', 'flags'],
  cli: [...knowledge, 'report', 'render', 'session', 'flags'],
  commands: ['domain', 'report', 'render', 'session', 'features', 'cli', 'flags'],
};

interface Tree {
  readonly files: readonly string[];
  readonly imports: ReadonlyMap<string, readonly string[]>;
}

const root = resolve(import.meta.dirname, '..');
const src = treeOf('src');
const scripts = treeOf('scripts');

function posix(file: string): string {
  return file.split(sep).join('/');
}

function treeOf(folder: string): Tree {
  const base = join(root, folder);
  const files = readdirSync(base, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|mjs)$/.test(file))
    .map(posix);
  return { files, imports: new Map(files.map((file) => [file, importsOf(base, file)])) };
}

/** Static, dynamic and type imports of our own files, as paths below `base`. */
function importsOf(base: string, file: string): string[] {
  const text = readFileSync(join(base, file), 'utf8');
  const found = [...text.matchAll(/\b(?:from|import)\s*\(?\s*'(\.[^']+\.(?:ts|mjs))'/g)];
  return found.map(([, target = '']) => posix(relative(base, resolve(base, dirname(file), target))));
}

function importCycle({ imports }: Tree): string | null {
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): string | null => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file].join(' → ');
    if (done.has(file)) return null;
    for (const target of imports.get(file) ?? []) {
      const cycle = visit(target, [...path, file]);
      if (cycle !== null) return cycle;
    }
    done.add(file);
    return null;
  };
  for (const file of imports.keys()) {
    const cycle = visit(file, []);
    if (cycle !== null) return cycle;
  }
  return null;
}

describe('dependency rules', () => {
  for (const [layer, allowed] of Object.entries(layers)) {
    it(`${layer} imports only ${[layer, ...allowed].join(', ')}`, () => {
      const forbidden = [...src.imports]
        .filter(([file]) => file.startsWith(`${layer}/`))
        .flatMap(([file, targets]) => targets.map((target) => `${file} → ${target}`))
        .filter((edge) => {
          const target = edge.split(' → ')[1] ?? '';
          return ![layer, ...allowed].some((place) => target.startsWith(`${place}/`));
        });
      expect(forbidden).to.deep.equal([]);
    });
  }

  it('session and features import only the types of flags: the command line is no concern of theirs', () => {
    const below = src.files.filter((file) => /^(session|features)\//.test(file));
    const values = below.filter((file) =>
      /^import (?!type )[^;]*\/flags\/[\w-]+\.ts'/m.test(readFileSync(join(root, 'src', file), 'utf8')),
    );
    expect(values).to.deep.equal([]);
  });

  it('every source file belongs to a layer', () => {
    expect(new Set(src.files.map((file) => file.split('/')[0]))).to.deep.equal(new Set(Object.keys(layers)));
  });

  it('only the engine and the list of checks import a check', () => {
    const importers = [...src.imports]
      .filter(([file]) => !file.startsWith('diagnosis/'))
      .filter(([, targets]) => targets.some((target) => target.startsWith('diagnosis/checks/')))
      .filter(([, targets]) =>
        targets.some((t) => t.startsWith('diagnosis/checks/') && t !== 'diagnosis/checks/index.ts'),
      );
    expect(importers.map(([file]) => file)).to.deep.equal([]);
  });

  it('only cli/host.ts reads version and root of the configuration: in a host CLI they are those of the host', () => {
    const readers = src.files
      .filter((file) => file !== 'cli/host.ts')
      .filter((file) => /\bconfig\.(version|root)\b/.test(readFileSync(join(root, 'src', file), 'utf8')));
    expect(readers).to.deep.equal([]);
  });

  it('src has no import cycle', () => {
    expect(importCycle(src)).to.equal(null);
  });

  it('command groups have no import cycle: each stands on groups below it', () => {
    const folderOf = (file: string) => file.split('/').slice(0, 2).join('/');
    const imports = new Map<string, string[]>();
    for (const [file, targets] of src.imports) {
      if (!file.startsWith('features/')) continue;
      const own = folderOf(file);
      const others = targets.filter((to) => to.startsWith('features/')).map(folderOf);
      imports.set(own, [...(imports.get(own) ?? []), ...others.filter((other) => other !== own)]);
    }
    expect(importCycle({ files: [...imports.keys()], imports })).to.equal(null);
  });

  it('scripts have no import cycle', () => {
    expect(importCycle(scripts)).to.equal(null);
  });
});
