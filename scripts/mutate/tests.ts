/** Which tests can notice a mutant of a file: those beside it, those that import it, and the scenarios that it names. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/** One run of mocha. */
export interface TestRun {
  readonly files: readonly string[];
  /** Only tests whose full title matches. */
  readonly grep: string | null;
}

/** Scenarios take up to a second each. */
const mostScenarios = 8;

/** Every test of a mirrored or importing file starts in the process of mocha; these start a process for each command. */
const slow = /^test\/(commands|cli|canary|plugin|wire-faults|emulator)/;

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

  return {
    runsFor(file, text) {
      const mirrored = file.replace(/^src\//, 'test/').replace(/\.ts$/, '.test.ts');
      const unit = [
        ...(existsSync(join(root, mirrored)) ? [mirrored] : []),
        ...tests.filter((test) => test !== mirrored && !slow.test(test) && imports.get(test)?.has(file)),
      ].filter((test) => test !== 'test/scenarios.test.ts');
      const named = new Set([...text.matchAll(/'([a-z0-9]+(?:-[a-z0-9]+)+)'/g)].map(([, name]) => name));
      const shown = scenarios.filter(({ id, findings }) => named.has(id) || findings.some((name) => named.has(name)));
      const ids = (shown.length > 0 ? shown : scenarios.filter(({ findings }) => findings.length > 0))
        .slice(0, mostScenarios)
        .map(({ id }) => id);
      return [
        ...(unit.length > 0 ? [{ files: unit, grep: null }] : []),
        { files: ['test/scenarios.test.ts'], grep: `^scenarios (${ids.join('|')}): ` },
      ];
    },
  };
}

/** Files below `src` that a test imports, directly or through a file below `test`. */
function importsOf(root: string, test: string, seen = new Set<string>()): ReadonlySet<string> {
  const found = new Set<string>();
  if (seen.has(test) || !existsSync(join(root, test))) return found;
  seen.add(test);
  const text = readFileSync(join(root, test), 'utf8');
  for (const [, target = ''] of text.matchAll(/\b(?:from|import)\s*\(?\s*'(\.[^']+\.ts)'/g)) {
    const file = relative(root, resolve(root, dirname(test), target));
    if (file.startsWith('src/')) found.add(file);
    else for (const each of importsOf(root, file, seen)) found.add(each);
  }
  return found;
}
