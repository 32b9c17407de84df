/**
 * Which tests can notice a mutant of a file: the one of its path, those that import it, the scenarios that it names, and
 * those that import a file that imports it.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/** One run of mocha. */
export interface TestRun {
  readonly files: readonly string[];
  /** Only tests whose full title matches. */
  readonly grep: string | null;
}

const mostScenarios = 40;

/** A file that half of the sources import would have half of the tests. */
const mostIndirect = 12;

/** These run the built bundle, which no mutant changes, or take long. */
const unfit = /^test\/(commands|cli|canary|plugin|wire-faults|emulator|features\/repair\/real-target|scripts\/worlds)/;

export interface TestFinder {
  /** In the order in which they are worth running: the nearest first. */
  runsFor(file: string, text: string): readonly TestRun[];
}

/** @param scenarios ids of all scenarios, with the findings that they show */
export function createTestFinder(
  root: string,
  scenarios: readonly { readonly id: string; readonly findings: readonly string[] }[],
): TestFinder {
  const tests = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => join('test', file));
  const imports = new Map(tests.map((file) => [file, importsOf(root, file)]));
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join('src', file));
  const importers = importersOf(root, sources);
  const fit = tests.filter((test) => !unfit.test(test) && test !== 'test/scenarios.test.ts');

  return {
    runsFor(file, text) {
      const mirrored = file.replace(/^src\//, 'test/').replace(/\.ts$/, '.test.ts');
      const unit = [
        ...(existsSync(join(root, mirrored)) ? [mirrored] : []),
        ...fit.filter((test) => test !== mirrored && imports.get(test)?.has(file)),
      ];
      const through = importers.get(file) ?? [];
      const indirect = fit
        .filter((test) => !unit.includes(test) && through.some((importer) => imports.get(test)?.has(importer)))
        // A test that imports little is about what it imports.
        .sort((a, b) => (imports.get(a)?.size ?? 0) - (imports.get(b)?.size ?? 0))
        .slice(0, mostIndirect);
      const named = new Set([...text.matchAll(/'([a-z0-9]+(?:-[a-z0-9]+)+)'/g)].map(([, name]) => name));
      const shown = scenarios.filter(({ id, findings }) => named.has(id) || findings.some((name) => named.has(name)));
      const ids = (shown.length > 0 ? shown : scenarios.filter(({ findings }) => findings.length > 0))
        .slice(0, mostScenarios)
        .map(({ id }) => id);
      return [
        ...(unit.length > 0 ? [{ files: unit, grep: null }] : []),
        { files: ['test/scenarios.test.ts'], grep: `^scenarios (${ids.join('|')}): ` },
        ...(indirect.length > 0 ? [{ files: indirect, grep: null }] : []),
      ];
    },
  };
}

/** The files that import each file. */
function importersOf(root: string, sources: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const importers = new Map<string, string[]>();
  for (const source of sources)
    for (const imported of relativeImports(root, source))
      importers.set(imported, [...(importers.get(imported) ?? []), source]);
  return importers;
}

function relativeImports(root: string, file: string): readonly string[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(/\b(?:from|import)\s*\(?\s*'(\.[^']+\.ts)'/g)].map(([, target = '']) =>
    relative(root, resolve(root, dirname(file), target)),
  );
}

/** Files below `src` that a test imports, directly or through files of tests and scripts. */
function importsOf(root: string, test: string, seen = new Set<string>()): ReadonlySet<string> {
  const found = new Set<string>();
  if (seen.has(test) || !existsSync(join(root, test))) return found;
  seen.add(test);
  for (const file of relativeImports(root, test)) {
    if (file.startsWith('src/')) found.add(file);
    else for (const each of importsOf(root, file, seen)) found.add(each);
  }
  return found;
}
