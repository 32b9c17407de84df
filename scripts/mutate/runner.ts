/** Tests one mutant after another: in a process that stays, or in one of its own if it runs only while files load. */
import { type Answer, startProcess, type TestProcess } from './processes.ts';
import type { TestFinder } from './tests.ts';
import type { Outcome } from './worker.ts';

export interface Verdict {
  /** The test that failed, or why no test ended; null: the mutant survived. */
  readonly killedBy: string | null;
}

export interface Mutation {
  readonly file: string;
  readonly number: number;
}

export interface Runner {
  verdictOn(mutation: Mutation): Promise<Verdict>;
  close(): void;
}

const survived: Verdict = { killedBy: null };
/** Test files that fail without a mutant when loaded alone, or that do not. */
type Soundness = Map<string, Promise<boolean>>;

export interface RunnerOptions {
  readonly folder: string;
  readonly tests: readonly string[];
  readonly finder: TestFinder;
  readonly milliseconds: number;
  readonly soundness: Soundness;
}

export function createRunner({ folder, tests, finder, milliseconds, soundness }: RunnerOptions): Runner {
  let staying: TestProcess | null = null;
  /** They failed after a mutant although none was on. */
  const doubtful = new Map<string, number>();

  async function process(): Promise<TestProcess> {
    staying ??= await startProcess(folder, tests, { bail: true });
    if (staying === null) throw new Error('The tests do not load');
    return staying;
  }

  function restart(): void {
    staying?.close();
    staying = null;
  }

  /** Null: the code of the mutant did not run. */
  async function whileRunning({ file, number }: Mutation): Promise<Verdict | null> {
    let reached = false;
    for (const all of finder.reaching(file, number)) {
      const run = all.filter((test) => (doubtful.get(test) ?? 0) < 2);
      const outcome = await (await process()).ask({ mutant: number, tests: run }, milliseconds);
      if (typeof outcome === 'string') {
        restart();
        return { killedBy: outcome };
      }
      reached ||= outcome.reached;
      const { failed } = outcome;
      if (failed === null) continue;
      const again = await (await process()).ask({ mutant: null, tests: [failed] }, milliseconds);
      if (typeof again !== 'string' && again.failed === null) return { killedBy: failed };
      // What an earlier mutant left behind, not this one, may have failed the test.
      doubtful.set(failed, (doubtful.get(failed) ?? 0) + 1);
      restart();
      return whileRunning({ file, number });
    }
    return reached ? survived : null;
  }

  async function whileLoading({ file, number }: Mutation): Promise<Verdict> {
    for (const files of finder.loading(file)) {
      const outcome = await inOwnProcess(files, number);
      if (passes(outcome)) continue;
      const key = files.join(' ');
      const sound = soundness.get(key) ?? inOwnProcess(files).then(passes);
      soundness.set(key, sound);
      if (await sound) return { killedBy: typeof outcome === 'string' ? outcome : (outcome.failed ?? 'none') };
    }
    return survived;
  }

  async function inOwnProcess(files: readonly string[], mutant?: number): Promise<Answer<Outcome>> {
    const own = await startProcess(folder, files, { bail: true, ...(mutant === undefined ? {} : { mutant }) });
    if (own === null) return 'did not load';
    try {
      return await own.ask({ mutant: mutant ?? null, tests: 'all' }, milliseconds);
    } finally {
      own.close();
    }
  }

  return {
    async verdictOn(mutation) {
      const verdict = await whileRunning(mutation);
      const final = verdict !== null && (verdict.killedBy !== null || !finder.loads(mutation.number));
      return final ? verdict : await whileLoading(mutation);
    },
    close: restart,
  };
}

const passes = (outcome: Answer<Outcome>): boolean => typeof outcome !== 'string' && outcome.failed === null;
