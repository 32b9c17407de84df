import type { FindingName } from '../catalog/index.ts';
import type { FactName, Facts } from '../domain/facts.ts';
import type { Finding } from '../domain/report.ts';

export type FindingOf<E extends FindingName> = Finding & { readonly name: E };

/** A check that cannot say anything because what it judges is not there; another check's finding says so. */
export const notApplicable = 'not-applicable';

/** The facts were read, but nobody can say what is right; the reason is shown, nothing is guessed. */
export interface NotPredictable {
  readonly notPredictable: string;
}

export type CheckResult<E extends FindingName> = readonly FindingOf<E>[] | typeof notApplicable | NotPredictable;

/**
 * A pure judgement over the facts it names. The id is the check's path below `src/checks/`; the title states the
 * healthy state. It may read only its `needs` and report only its `emits`: both are compile errors otherwise.
 */
export interface Check<N extends FactName = FactName, E extends FindingName = FindingName> {
  readonly id: string;
  readonly title: string;
  readonly needs: readonly N[];
  readonly emits: readonly E[];
  run(facts: Pick<Facts, N>): CheckResult<E>;
}

export function defineCheck<const N extends FactName, const E extends FindingName>(check: {
  readonly id: string;
  readonly title: string;
  readonly needs: readonly N[];
  readonly emits: readonly E[];
  readonly run: (facts: Pick<Facts, NoInfer<N>>) => CheckResult<NoInfer<E>>;
}): Check<N, E> {
  return check;
}

/** A check whatever it needs and emits, for lists. */
export type AnyCheck = Pick<Check, 'id' | 'title' | 'needs' | 'emits'> & {
  run(facts: Facts): CheckResult<FindingName>;
};
