/**
 * Decides when a step has to wait: changes to credentials must be effective in all of Entra before a record relies
 * on it, and the platform must have taken up a record before the credentials that it relied on are removed.
 */
import type { Step } from './plan.ts';

type Writes = 'credentials' | 'dataverse';

const kindOf = ({ request: { system } }: Pick<Step, 'request'>): Writes =>
  system === 'dataverse' ? 'dataverse' : 'credentials';

/** Published waits after a write to a credential are 60 to 180 seconds (observed, 2026-11). */
export const settleSeconds = 180;

export interface Settling {
  /** Seconds to wait before the step; earlier changes count as effective afterwards. */
  before(step: Pick<Step, 'request' | 'settle'>): number;
  wrote(step: Pick<Step, 'request'>): void;
}

/** `written`: by the same run before; how long ago is not known. */
export function createSettling(written: readonly Pick<Step, 'request'>[] = []): Settling {
  const unsettled = new Set(written.map(kindOf));
  return {
    before(step) {
      const other = kindOf(step) === 'dataverse' ? 'credentials' : 'dataverse';
      if (step.settle === undefined || !unsettled.delete(other)) return 0;
      return step.settle;
    },
    wrote: (step) => void unsettled.add(kindOf(step)),
  };
}

/** Seconds before each step of a plan that is applied as a whole. */
export function waitsBefore(steps: readonly Pick<Step, 'request' | 'settle'>[]): readonly number[] {
  const settling = createSettling();
  return steps.map((step) => {
    const seconds = settling.before(step);
    settling.wrote(step);
    return seconds;
  });
}
