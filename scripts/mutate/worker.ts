/**
 * A process that has loaded tests and runs some of them again and again, with another mutant on each time. Started in the
 * sandbox with the test files as arguments; the mutant that is on while they load is in the environment.
 */
import { relative } from 'node:path';
import Mocha from 'mocha';
import { switchName } from './switches.ts';

export interface Job {
  readonly mutant: number | null;
  /** Ids of tests; `coverage`: all, and which mutants each of them reaches. */
  readonly tests: readonly string[] | 'all' | 'coverage';
}

export interface Outcome {
  /** Id of the first test that failed. */
  readonly failed: string | null;
  /** Whether the code of the mutant ran; otherwise it runs only while files load. */
  readonly reached: boolean;
}

export interface Coverage {
  readonly tests: readonly TestCoverage[];
  /** Mutants whose code runs while files load. */
  readonly loading: readonly number[];
}

export interface TestCoverage {
  readonly id: string;
  readonly file: string;
  readonly milliseconds: number;
  readonly passed: boolean;
  readonly mutants: readonly number[];
}

const timeout = 10_000;
const asNumber = (text: string | undefined): number | null => (text ? Number(text) : null);

let on: number | null = asNumber(process.env.MUTANT);
let reached = false;
const loading = new Set<number>();
let recorded: Set<number> | null = loading;

Object.assign(globalThis, {
  [switchName](number: number): boolean {
    recorded?.add(number);
    if (number !== on) return false;
    reached = true;
    return true;
  },
});

const mocha = new Mocha({
  reporter: class {} as never,
  timeout,
  bail: process.argv[2] === '--bail',
}).cleanReferencesAfterRun(false);
// Random values would kill a mutant by chance, or for another reason.
for (const file of ['test/property-seed.js', ...process.argv.slice(3)]) mocha.addFile(file);
await mocha.loadFilesAsync();
recorded = null;

const fileOf = ({ file = '' }: Mocha.Runnable): string => relative(process.cwd(), file).replace(/\.js$/, '.ts');
const idOf = (test: Mocha.Runnable): string => `${fileOf(test)} ${test.fullTitle()}`;

function runSome({ mutant, tests }: Job, send: (outcome: Outcome) => void): void {
  let failed: string | null = null;
  on = mutant;
  reached = false;
  // Names of tests may contain what was computed while the files loaded, so that ids differ with a mutant.
  if (tests !== 'all') only(new Set(tests));
  mocha
    .run(() => send({ failed, reached }))
    .on('fail', (test) => {
      failed ??= idOf(test);
    });
}

/** Mocha filters by full title only. */
function only(ids: ReadonlySet<string>): void {
  const titles = new Set<string>();
  mocha.suite.eachTest((test: Mocha.Test) => {
    if (ids.has(idOf(test))) titles.add(test.fullTitle());
  });
  mocha.grep({ test: (title: string) => titles.has(title) } as RegExp);
}

function runAll(send: (coverage: Coverage) => void): void {
  const found: TestCoverage[] = [];
  const ofHooks = new Map<Mocha.Suite, Set<number>>();
  const failed = new Set<Mocha.Runnable>();
  const runner = mocha.run(() => {
    recorded = null;
    send({ tests: found, loading: [...loading] });
  });
  runner
    .on('hook', (hook) => {
      if (!hook.title.includes('"before all"') || hook.parent === undefined) return;
      recorded = ofHooks.get(hook.parent) ?? new Set();
      ofHooks.set(hook.parent, recorded);
    })
    .on('test', () => {
      recorded = new Set();
    })
    .on('fail', (test) => failed.add(test))
    .on('test end', (test) => {
      const mutants = new Set(recorded);
      for (let suite = test.parent; suite !== undefined; suite = suite.parent) {
        for (const number of ofHooks.get(suite) ?? []) mutants.add(number);
      }
      const passed = !failed.has(test) && !test.isPending();
      const milliseconds = test.duration ?? 0;
      found.push({ id: idOf(test), file: fileOf(test), milliseconds, passed, mutants: [...mutants] });
    });
}

process.on('message', (job: Job) => {
  if (job.tests === 'coverage') runAll((coverage) => process.send?.(coverage));
  else runSome(job, (outcome) => process.send?.(outcome));
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
