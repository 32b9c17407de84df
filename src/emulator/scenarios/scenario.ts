/** A scenario: a healthy world and the fault that is injected. */
import type { Parts } from './base.ts';
import type { BaseOptions } from './options.ts';

export interface Scenario {
  /** ID of a row in the fault catalog, or `healthy-…`. */
  readonly id: string;
  readonly title: string;
  /** Findings that a diagnosis has to report, most important first; empty when it may report none. */
  readonly findings: readonly string[];
  /** Findings of `connectivity`, for scenarios of the network. */
  readonly connectivity?: readonly string[];
  /** Findings of `token exchange`, for scenarios of the assertion. */
  readonly exchange?: readonly string[];
  /** A repair ends in a successful exchange. */
  readonly repairable: boolean;
  /** Requirements on the world for this fault. */
  readonly base?: Partial<BaseOptions>;
  /**
   * How the plug-in fails: AADSTS code, part of the platform's own text, or null when it works.
   */
  readonly fails: number | string | null;
  /** A check is blocked, which is not a finding. */
  readonly blocked?: boolean;
  /** The repair requires `--application-id`, because nothing else names the application. */
  readonly needsApplicationId?: boolean;
  /** True: no finding names the fault yet, so the list of scenarios leaves it out. */
  readonly unlisted?: boolean;
  inject(parts: Parts): void;
}

/** An unknown scenario name, or a parameter that does not fit. */
export class ScenarioError extends Error {
  readonly scenario: string;
  readonly suggestion: string | null;
  /** False: the name is known, but a parameter does not fit. */
  readonly isUnknown: boolean;

  constructor(scenario: string, message: string, unknown?: { readonly suggestion: string | null }) {
    super(message);
    this.name = 'ScenarioError';
    this.scenario = scenario;
    this.suggestion = unknown?.suggestion ?? null;
    this.isUnknown = unknown !== undefined;
  }
}
