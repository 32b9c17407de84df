import type { Reading } from '../domain/diagnosis.ts';
import type { FactName, Facts } from '../domain/facts.ts';
import type { Finding, FindingName } from '../domain/findings.ts';

/** The check has nothing to judge; the finding of another check says why. */
export const notApplicable = 'not-applicable';

/** The facts were read, but the right value is not known; the report shows the reason. */
export interface Inconclusive {
  readonly inconclusive: string;
  /** Whose value leaves it open. */
  readonly fact: FactName;
}

export type CheckResult<E extends FindingName> = readonly Finding<E>[] | typeof notApplicable | Inconclusive;

export type Readings = { readonly [F in FactName]: Reading<Facts[F]> };

/**
 * A pure judgement over the facts it names. The id is the check's path below `src/diagnosis/checks/`; the title states the
 * healthy state. It may read only its `needs` and report only its `emits`: both are compile errors otherwise.
 * `uses` are facts that sharpen the judgement and whose absence does not block it: it gets them read or unread.
 */
export interface Check<
  N extends FactName = FactName,
  E extends FindingName = FindingName,
  U extends FactName = FactName,
> {
  readonly id: string;
  readonly title: string;
  readonly needs: readonly N[];
  readonly uses?: readonly U[];
  readonly emits: readonly E[];
  run(facts: Pick<Facts, N>, used: Pick<Readings, U>): CheckResult<E>;
}

export function defineCheck<
  const N extends FactName,
  const E extends FindingName,
  const U extends FactName = never,
>(check: {
  readonly id: string;
  readonly title: string;
  readonly needs: readonly N[];
  readonly uses?: readonly U[];
  readonly emits: readonly E[];
  readonly run: (facts: Pick<Facts, NoInfer<N>>, used: Pick<Readings, NoInfer<U>>) => CheckResult<NoInfer<E>>;
}): Check<N, E, U> {
  return check;
}

/** A check whatever it needs and emits, for lists. */
export type AnyCheck = Pick<Check, 'id' | 'title' | 'needs' | 'uses' | 'emits'> & {
  run(facts: Facts, used: Readings): CheckResult<FindingName>;
};
