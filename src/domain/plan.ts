/** A repair as it is shown, confirmed, applied and undone. */
import type { FindingName } from './findings.ts';

export interface StepRequest {
  readonly system: 'dataverse' | 'graph' | 'arm';
  readonly method: 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly body: unknown;
}

export interface Step {
  readonly id: string;
  /** One line in plain words: what will be different afterwards. */
  readonly says: string;
  /** disruptive: something that may work for somebody else stops working. */
  readonly risk: 'safe' | 'disruptive';
  readonly request: StepRequest;
  /** The request that puts things back, null where that is impossible (then `says` tells). */
  readonly undo: StepRequest | null;
  /** Name of the finding it repairs. */
  readonly repairs: FindingName;
}
