/** Runs the stages of one host in order and keeps what each said. */
import { describeFailure, type Failure, isProgrammingError } from '../failure.ts';
import type { Fault, Stage, StageName } from './report.ts';

/** A stage did not pass; those after it are not tried. */
export class StageFailed extends Error {
  readonly fault: Fault | null;

  constructor(fault: Fault | null) {
    super('a stage failed');
    this.name = 'StageFailed';
    this.fault = fault;
  }
}

export interface StageResult<T> {
  readonly value: T;
  readonly detail: string;
  /** Default true. */
  readonly ok?: boolean | null;
}

export interface Stages {
  readonly done: readonly Stage[];
  /** @throws StageFailed with the fault that `blame` names */
  run<T>(
    stage: StageName,
    work: () => Promise<StageResult<T>>,
    blame: (failure: Failure) => Fault | Promise<Fault>,
  ): Promise<T>;
}

/** @param elapsed milliseconds that only run forward */
export function createStages(elapsed: () => number, signal: AbortSignal | undefined): Stages {
  const done: Stage[] = [];
  return {
    done,
    async run(stage, work, blame) {
      const started = elapsed();
      const record = (ok: boolean | null, detail: string) =>
        done.push({ stage, ok, ms: Math.round(elapsed() - started), detail });
      try {
        const { value, detail, ok = true } = await work();
        record(ok, detail);
        return value;
      } catch (error) {
        if (isProgrammingError(error)) throw error;
        // A run that was called off knows nothing, and blames nobody.
        if (signal?.aborted) {
          record(null, 'not finished in time');
          throw new StageFailed(null);
        }
        const failure = describeFailure(error);
        record(false, failure.message);
        throw new StageFailed(await blame(failure));
      }
    },
  };
}
