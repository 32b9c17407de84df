/** Which room may import which (CONTRIBUTING.md), and that no file imports itself by a detour. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { expect } from 'chai';

const arrows: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  catalog: ['domain'],
  net: ['domain'],
  sources: ['domain', 'net'],
  facts: ['domain', 'sources'],
  doctor: ['domain', 'catalog'],
  checks: ['domain', 'catalog', 'doctor/check.ts'],
  repairs: ['domain', 'catalog', 'doctor/repair.ts'],
  render: ['domain', 'catalog'],
  emulator: ['domain/cloud.ts', 'domain/cloud-id.ts'],
  cli: ['domain', 'catalog', 'net', 'sources', 'facts', 'doctor', 'checks', 'repairs', 'render', 'emulator'],
  commands: ['cli', 'render', 'doctor', 'domain'],
};

const src = resolve(import.meta.dirname, '..', 'src');
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
const imports = new Map(files.map((file) => [posix(file), importsOf(file)]));

function posix(file: string): string {
  return file.split(sep).join('/');
}

/** Static, dynamic and type imports of our own files, as paths below `src`. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(src, file), 'utf8');
  const found = [...text.matchAll(/\b(?:from|import)\s*\(?\s*'(\.[^']+\.ts)'/g)];
  return found.map(([, target = '']) => posix(relative(src, resolve(src, dirname(file), target))));
}

describe('arrows', () => {
  for (const [room, allowed] of Object.entries(arrows)) {
    it(`${room} imports only ${[room, ...allowed].join(', ')}`, () => {
      const strangers = [...imports]
        .filter(([file]) => file.startsWith(`${room}/`))
        .flatMap(([file, targets]) => targets.map((target) => ({ file, target })))
        .filter(
          ({ target }) => ![room, ...allowed].some((place) => target === place || target.startsWith(`${place}/`)),
        );
      expect(strangers).to.deep.equal([]);
    });
  }

  it('every file stands in a room', () => {
    expect(new Set([...imports.keys()].map((file) => file.split('/')[0]))).to.deep.equal(new Set(Object.keys(arrows)));
  });

  it('no file imports itself by a detour', () => {
    const done = new Set<string>();
    const visit = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) expect.fail(`cycle: ${[...path.slice(path.indexOf(file)), file].join(' → ')}`);
      if (done.has(file)) return;
      for (const target of imports.get(file) ?? []) visit(target, [...path, file]);
      done.add(file);
    };
    for (const file of imports.keys()) visit(file, []);
  });
});
