import type { Finding } from '../domain/diagnosis.ts';
import type { FactName, Facts } from '../domain/facts.ts';
import type { FindingName } from '../domain/findings.ts';
import type { Step } from '../domain/plan.ts';

/** Decisions of the user on the command line. */
export interface Choices {
  /** `--application-id`: the client ID for a new record. */
  readonly applicationId: string | null;
  /** ID for a record that the plan creates, so that later steps can refer to it. */
  readonly newRecordId: string;
}

/** The repair requires a decision of the user. */
export interface NeedsChoice {
  readonly what: string;
  readonly flag: string;
  readonly candidates: readonly string[];
}

/** The part of a finding that repairs use. */
export type Repairable = Omit<Finding, 'args' | 'expected' | 'actual'>;

/** Why this finding has no repair. */
export interface NotRepaired {
  readonly reason: string;
}

export type Planned =
  | { readonly steps: readonly Step[] }
  | {
      readonly choice: NeedsChoice;
      /** The steps of the choice that the fix of the finding describes. They are shown and not planned. */
      readonly described?: readonly Step[];
    }
  | NotRepaired;

/**
 * Turns findings with the listed names into steps. Pure; sees only the facts that it names. Facts that it `uses` are
 * absent where they could not be read.
 */
export interface Repair<N extends FactName = FactName, U extends FactName = FactName> {
  readonly id: string;
  readonly repairs: readonly FindingName[];
  readonly needs: readonly N[];
  readonly uses?: readonly U[];
  plan(finding: Repairable, facts: Pick<Facts, N> & Partial<Pick<Facts, U>>, choices: Choices): Planned;
}

export function defineRepair<const N extends FactName, const U extends FactName = never>(repair: {
  readonly id: string;
  readonly repairs: readonly FindingName[];
  readonly needs: readonly N[];
  readonly uses?: readonly U[];
  readonly plan: (
    finding: Repairable,
    facts: Pick<Facts, NoInfer<N>> & Partial<Pick<Facts, NoInfer<U>>>,
    choices: Choices,
  ) => Planned;
}): Repair<N, U> {
  return repair;
}

export type AnyRepair = Pick<Repair, 'id' | 'repairs' | 'needs' | 'uses'> & {
  plan(finding: Repairable, facts: Facts, choices: Choices): Planned;
};
