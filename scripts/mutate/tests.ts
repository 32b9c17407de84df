/** Which tests can notice a mutant, in the order in which they are worth running: the nearest first. */
import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { Coverage, TestCoverage } from './worker.ts';

/** These run the built bundle, which no mutant changes, or read the sources, or take long. */
const unfit =
  /^test\/(commands|cli|canary|plugin|wire-faults|emulator|scripts|features\/repair\/(real-target|repair-fleet)|features\/diagnose\/pasted-commands|dependency|mirrored|schemas|unverified-clouds)/;

/** The test files that import a file with mutants, directly or not. */
export const testsOf = (root: string, tests: readonly string[], files: ReadonlySet<string>): readonly string[] =>
  tests.filter(
    (test) =>
      test.endsWith('.test.ts') && !unfit.test(test) && [...closureOf(root, test)].some((each) => files.has(each)),
  );

/** A test at the path of the file, which says what the file promises. */
const mirrored = (file: string): string => file.replace(/^src\//, 'test/').replace(/\.ts$/, '.test.ts');

/** Of a file, also where the tests are split by subject: `run.test.ts` and `run-between-steps.test.ts` of `run.ts`. */
export function isNear(test: string, file: string): boolean {
  const stem = file.replace(/^src\//, 'test/').replace(/\.ts$/, '');
  return test === mirrored(file) || (test.startsWith(`${stem}-`) && !test.slice(stem.length).includes('/'));
}

const mostMilliseconds = 2000;
const mostFiles = 4;

export interface TestFinder {
  /** Tests that run the code of the mutant, in one or two runs. */
  reaching(file: string, number: number): readonly (readonly string[])[];
  /** Test files for a mutant that runs only while modules load, in one or two runs. */
  loading(file: string): readonly (readonly string[])[];
  /** Whether the code of the mutant runs while files load. */
  loads(number: number): boolean;
}

/** @param numbersOf the mutants of a file */
export function createTestFinder(
  root: string,
  coverage: Coverage,
  numbersOf: (file: string) => ReadonlySet<number>,
): TestFinder {
  const passed = coverage.tests.filter((test) => test.passed);
  const loading = new Set(coverage.loading);
  const files = [...new Set(passed.map(({ file }) => file))];
  const closures = new Map(files.map((file) => [file, closureOf(root, file)]));
  const byMutant = new Map<number, TestCoverage[]>();
  for (const test of passed) {
    for (const number of test.mutants) byMutant.set(number, [...(byMutant.get(number) ?? []), test]);
  }
  return {
    reaching(file, number) {
      const own = numbersOf(file);
      const depth = ({ mutants }: TestCoverage) => mutants.filter((each) => own.has(each)).length;
      const tests = byMutant.get(number) ?? [];
      const near = tests.filter((test) => isNear(test.file, file));
      // Others by how much of the file they run: those that only pass through it come last.
      const far = tests
        .filter((test) => !isNear(test.file, file))
        .map((test) => ({ ...test, depth: depth(test) / (1 + test.milliseconds / 200) }))
        .sort((a, b) => b.depth - a.depth);
      let left = mostMilliseconds;
      const chosen = far.filter(({ milliseconds }) => {
        left -= milliseconds;
        return left > 0;
      });
      return [near, chosen].filter(({ length }) => length > 0).map((each) => each.map(({ id }) => id));
    },
    loading(file) {
      const others = files
        .filter((test) => !isNear(test, file) && closures.get(test)?.has(file))
        // A test that imports little is about what it imports.
        .sort((a, b) => (closures.get(a)?.size ?? 0) - (closures.get(b)?.size ?? 0))
        .slice(0, mostFiles);
      return [files.filter((test) => isNear(test, file)), others].filter(({ length }) => length > 0);
    },
    loads: (number) => loading.has(number),
  };
}

/** All files that a file imports, directly or not. */
function closureOf(root: string, file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const imported of importsOf(root, file)) closureOf(root, imported, seen);
  return seen;
}

const known = new Map<string, readonly string[]>();

function importsOf(root: string, file: string): readonly string[] {
  const text = known.has(file) ? '' : readFileSync(join(root, file), 'utf8');
  const found = known.get(file) ?? [
    ...[...text.matchAll(/\b(?:from|import)\s*\(?\s*'(\.[^']+\.ts)'/g)].map(([, target = '']) =>
      relative(root, resolve(root, dirname(file), target)),
    ),
  ];
  known.set(file, found);
  return found;
}
