/**
 * Removes what oclif does or loads at every start and ppmi does not use: together a tenth of the start-up time.
 * - It sorts commands with `localeCompare`, whose first call loads Unicode's collation.
 * - It detects the shell: on Windows it starts PowerShell for that, on Linux it looks for signs of WSL.
 * - It loads libraries that find commands on disk (the manifest lists ours), plug-ins by pattern (ppmi has none), oclif
 *   settings outside `package.json`, and spinners (ppmi prints progress without them).
 * - It loads modules of Node that a start does not use; they are loaded at their first use instead.
 */
import { readFileSync } from 'node:fs';
import { checkStub } from './stub-names.mjs';

const sort = '.sort((a, b) => a.id.localeCompare(b.id))';
const plainSort = '.sort((a, b) => (a.id < b.id ? -1 : 1))';

const throws = (name) => `() => { throw new Error('ppmi is bundled without ${name}: scripts/build/trim-oclif.mjs'); }`;

const stubs = {
  'cli-spinners': {
    names: ['line', 'dots2'],
    source: `module.exports = { line: { frames: ['-'] }, dots2: { frames: ['-'] } };`,
  },
  // Logs what ppmi never asks for: bin/run.js narrows DEBUG to ppmi's own.
  debug: { names: [], source: 'const log = () => {}; module.exports = () => log;' },
  lilconfig: { names: ['lilconfig'], source: `exports.lilconfig = ${throws('lilconfig')};` },
  minimatch: { names: ['minimatch'], source: `exports.minimatch = ${throws('minimatch')};` },
  tinyglobby: { names: ['glob'], source: `exports.glob = ${throws('tinyglobby')};` },
  'wsl-utils': {
    names: ['isWsl', 'powerShellPath'],
    source: `exports.isWsl = false; exports.powerShellPath = ${throws('wsl-utils')};`,
  },
};

/** The stubs that throw when they are called, as the bundle of oclif must contain them: no more and no fewer. */
const throwing = ['lilconfig', 'minimatch', 'tinyglobby', 'wsl-utils'];

/** Modules of Node that oclif loads at every start, each with what it uses of them. */
const lazyModules = {
  'node:child_process': ['execSync'],
  'node:perf_hooks': ['performance', 'PerformanceObserver'],
  'node:readline': ['createInterface'],
};

const getter = (name, key) => `get ${key}() { return process.getBuiltinModule('${name}').${key}; }`;
const lazySource = (name) => `module.exports = { ${lazyModules[name].map((key) => getter(name, key)).join(', ')} };`;

const sortHit = 'oclif: sort of commands';
const stubHit = (name) => `oclif: stub of ${name}`;
const lazyHit = (name) => `oclif: ${name} at its first use`;

export const trimOclif = (hits) => ({
  name: 'trim-oclif',
  setup(build) {
    hits.expect(sortHit, ...Object.keys(stubs).map(stubHit), ...Object.keys(lazyModules).map(lazyHit));
    build.onLoad({ filter: /@oclif[\\/]core[\\/]lib[\\/]config[\\/]plugin\.js$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      if (!text.includes(sort)) throw new Error('@oclif/core no longer sorts its commands as trim-oclif.mjs expects');
      hits.add(sortHit);
      return { contents: text.replace(sort, plainSort) };
    });
    build.onResolve({ filter: /^[a-z-]+$/ }, ({ path, importer }) => {
      if (!Object.hasOwn(stubs, path) || !/@oclif[\\/]core[\\/]/.test(importer)) return undefined;
      const text = readFileSync(importer, 'utf8');
      checkStub({ packageName: path, text, importer, names: stubs[path].names });
      hits.add(stubHit(path));
      return { path, namespace: 'trim-oclif' };
    });
    build.onResolve({ filter: /^node:/ }, ({ path, importer }) => {
      if (!Object.hasOwn(lazyModules, path) || !/@oclif[\\/]core[\\/]/.test(importer)) return undefined;
      checkStub({ packageName: path, text: readFileSync(importer, 'utf8'), importer, names: lazyModules[path] });
      hits.add(lazyHit(path));
      return { path, namespace: 'trim-oclif' };
    });
    build.onLoad({ filter: /.*/, namespace: 'trim-oclif' }, ({ path }) => ({
      contents: stubs[path]?.source ?? lazySource(path),
    }));
  },
});

/** @throws Error when a bundle contains other throwing stubs than `throwing` */
export function checkBundledStubs(text) {
  const found = [...new Set([...text.matchAll(/ppmi is bundled without ([\w-]+)/g)].map(([, name]) => name))].sort();
  if (found.join() !== throwing.join()) {
    throw new Error(`Stubs in the bundle of oclif: ${found.join(', ')}; expected ${throwing.join(', ')}`);
  }
}
