/** The cause of a silence is looked for while the silence lasts: a black hole costs its time limit and no more. */
import type { NetworkFault } from '../../domain/network-findings.ts';
import { StageTimeout } from '../connect.ts';
import { describeFailure } from '../failure.ts';
import type { ConnectStage } from '../stage-failure.ts';
import type { StageWork } from './stages.ts';

interface Silence {
  readonly stage: ConnectStage;
  /** Time limit of the stage. */
  readonly ms: number;
  /** What the stage gives when it ends without an answer; `stop` ends the search. */
  readonly blame: (failure: ReturnType<typeof describeFailure>, stop: AbortSignal) => Promise<NetworkFault>;
}

/** The rest of the time is enough for a connection and a handshake of evidence, each of them with a limit of its own. */
const silentFor = 0.5;

export function withEarlyBlame<T>({ work, describe, blame }: StageWork<T>, silence: Silence): StageWork<T> {
  let early: Promise<NetworkFault> | null = null;
  const stop = new AbortController();
  return {
    describe,
    async work() {
      const timer = setTimeout(() => {
        early = silence.blame(describeFailure(new StageTimeout(silence.stage, silence.ms)), stop.signal);
        // A rejection reaches the caller of `blame`, if it is called.
        early.catch(() => undefined);
      }, silence.ms * silentFor);
      try {
        const value = await work();
        stop.abort();
        return value;
      } finally {
        clearTimeout(timer);
      }
    },
    blame(failure) {
      const { timeout, step } = failure;
      if (early !== null && timeout && (step?.stage ?? silence.stage) === silence.stage) return early;
      stop.abort();
      return blame(failure);
    },
  };
}
