/** A repair as it is shown, confirmed, applied and undone. */
import type { FindingName } from './findings.ts';

export interface StepRequest {
  readonly system: 'dataverse' | 'graph' | 'arm';
  readonly method: 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly body: unknown;
}

/**
 * `disruptive`: something that works now may stop working. `grants-access-to-another-tenant`: plug-ins of an environment
 * of another tenant than the directory's get tokens of its application.
 */
export type Risk = 'safe' | 'disruptive' | 'grants-access-to-another-tenant';

export interface Step {
  readonly id: string;
  /** One line in plain words: what will be different afterwards. */
  readonly says: string;
  readonly risk: Risk;
  readonly request: StepRequest;
  /** The request that reverts the step; null if that is impossible, which `says` then states. */
  readonly undo: StepRequest | null;
  /** Name of the finding that it repairs; null: the user asked for it. */
  readonly repairs: FindingName | null;
  /** Seconds to wait before this step or its undo, until earlier changes of the run are effective everywhere. */
  readonly settle?: number;
}

/** State of a step, derived from the journal. `unknown`: the response was lost, and reading did not resolve it. */
export type StepState = 'planned' | 'intended' | 'applied' | 'failed' | 'undone' | 'unknown';
export type RunState = 'completed' | 'failed' | 'interrupted' | 'undone' | 'partly-undone';
