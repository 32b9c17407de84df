/** Runs the stages of one host in order and keeps what each said. */
import type { NetworkFault } from '../../domain/network-findings.ts';
import { describeFailure, type Failure, isProgrammingError } from '../failure.ts';
import type { Stage, StageName } from './report.ts';

/** A stage did not pass; those after it are not tried. */
export class StageFailed extends Error {
  readonly fault: NetworkFault | null;

  constructor(fault: NetworkFault | null) {
    super('a stage failed');
    this.name = 'StageFailed';
    this.fault = fault;
  }
}

export interface StageResult {
  readonly detail: string;
  /** Default true. */
  readonly ok?: boolean | null;
}

export interface StageWork<T> {
  /** What is timed: waiting for the network. */
  readonly work: () => Promise<T>;
  /** What the result means; its CPU is not the network's time. */
  readonly describe: (value: T) => StageResult;
  readonly blame: (failure: Failure) => Promise<NetworkFault>;
}

export interface Stages {
  readonly done: readonly Stage[];
  /** @throws StageFailed with the fault that `blame` names */
  run<T>(stage: StageName, work: StageWork<T>): Promise<T>;
}

/**
 * @param elapsed milliseconds that only run forward
 * @param onStage called when a stage begins
 */
export function createStages(
  elapsed: () => number,
  signal: AbortSignal | undefined,
  onStage: (stage: StageName) => void = () => undefined,
): Stages {
  const done: Stage[] = [];
  return {
    done,
    async run(stage, { work, describe, blame }) {
      onStage(stage);
      const started = elapsed();
      let ms = 0;
      try {
        const value = await work().finally(() => {
          ms = Math.round(elapsed() - started);
        });
        const { detail, ok = true } = describe(value);
        done.push({ stage, ok, ms, detail });
        return value;
      } catch (error) {
        if (isProgrammingError(error)) throw error;
        // An aborted run has no result and blames no one.
        if (signal?.aborted) {
          done.push({ stage, ok: null, ms, detail: 'not finished in time' });
          throw new StageFailed(null);
        }
        const failure = describeFailure(error);
        done.push({ stage, ok: false, ms, detail: failure.message });
        throw new StageFailed(await blame(failure));
      }
    },
  };
}
