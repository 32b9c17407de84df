/** The result of the decoder. */
import type { PresentedTrust } from '../../trust/trust.ts';
import type { Area } from '../codes.ts';

/** One response of Entra ID, however many layers of the text repeat it. Null: not in the text, masked, or cut off. */
export interface DecodedError {
  readonly code: number;
  /** Name and area from the code table; null for an unlisted code. */
  readonly name: string | null;
  readonly area: Area | null;
  /** The sentences without code and metadata, on one line. */
  readonly message: string | null;
  /** As printed, with its letter case. */
  readonly traceId: string | null;
  readonly correlationId: string | null;
  /** `YYYY-MM-DDTHH:MM:SSZ`: the time of the response, never of the log line. */
  readonly timestamp: string | null;
  /** The claims of the presented assertion, as far as the text contains them. */
  readonly presented: PresentedTrust;
  /** The expected values that the message names (7002137, 7000227). */
  readonly expectedSubject: string | null;
  readonly clientId: string | null;
  readonly resource: string | null;
  readonly tenant: string | null;
  /** Occurrences: 1 for one attempt, more in a grouped log. */
  readonly count: number;
}
