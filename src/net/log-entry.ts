/** What is known of one try of one request when it is over; never a header, a query or a body. */
export interface LogEntry {
  /** ISO 8601. */
  readonly time: string;
  readonly system: string;
  readonly method: string;
  readonly host: string;
  readonly path: string;
  /** Null: no answer. */
  readonly status: number | null;
  /** Why there was no usable answer. */
  readonly error: string | null;
  readonly ms: number;
  readonly requestId: string | null;
  readonly correlationId: string;
  /** Milliseconds until it is sent again; null: it is not. */
  readonly retryInMs: number | null;
  readonly emulated: boolean;
}
