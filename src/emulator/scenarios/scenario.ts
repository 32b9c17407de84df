/** A scenario: a healthy world and what spoils it. */
import type { Parts } from './base.ts';
import type { BaseOptions } from './options.ts';

export interface Scenario {
  /** Id of a row in the fault catalogue, or `healthy-…`. */
  readonly id: string;
  readonly title: string;
  /** Findings that a diagnosis has to report, most important first; empty when it may report none. */
  readonly findings: readonly string[];
  /** What a check of the network reports, where that is what the scenario is about. */
  readonly connectivity?: readonly string[];
  /** What `token exchange` reports of the assertion that is at hand, where that is what the scenario is about. */
  readonly exchange?: readonly string[];
  /** A repair ends in a successful exchange. */
  readonly repairable: boolean;
  /** What the healthy world has to be like for the fault to be possible. */
  readonly base?: Partial<BaseOptions>;
  /**
   * How the plug-in fails: AADSTS code, part of the platform's own text, or null when it works all the same.
   */
  readonly fails: number | string | null;
  /** A check cannot look, which is not a finding. */
  readonly blocked?: boolean;
  /** The repair needs `--application-id`: only a person can know which application is meant. */
  readonly needsApplicationId?: boolean;
  inject(parts: Parts): void;
}

/** A scenario name or parameter that does not hold together. The catalogue has the words (scenario-unknown, usage). */
export class ScenarioError extends Error {
  readonly scenario: string;
  readonly suggestion: string | null;

  constructor(scenario: string, message: string, suggestion: string | null = null) {
    super(message);
    this.name = 'ScenarioError';
    this.scenario = scenario;
    this.suggestion = suggestion;
  }
}
