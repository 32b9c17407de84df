/** What the decoder gives back. */
import type { PresentedTrust } from '../../trust/trust.ts';
import type { Area } from '../codes.ts';

/** One answer of Entra ID, however many layers of the text repeat it. Null: not in the text, masked, or cut off. */
export interface DecodedError {
  readonly code: number;
  /** Name and area of the code table; null for a code that it does not have. */
  readonly name: string | null;
  readonly area: Area | null;
  /** The sentences without code and tail, on one line. */
  readonly message: string | null;
  /** As printed, letter case included. */
  readonly traceId: string | null;
  readonly correlationId: string | null;
  /** `YYYY-MM-DDTHH:MM:SSZ`, the time of the answer, never of the log line. */
  readonly timestamp: string | null;
  /** The claims of the caller's assertion, as far as the text contains them. */
  readonly presented: PresentedTrust;
  /** What the message says that the credential should hold (7002137, 7000227). */
  readonly expectedSubject: string | null;
  readonly clientId: string | null;
  readonly resource: string | null;
  readonly tenant: string | null;
  /** How often it happened: 1 for one attempt, more where a log is grouped. */
  readonly count: number;
}
