/** The log entry of one try of a request; never headers, queries or bodies. */
export interface LogEntry {
  /** ISO 8601. */
  readonly time: string;
  readonly system: string;
  readonly method: string;
  readonly host: string;
  readonly path: string;
  /** Null: no response. */
  readonly status: number | null;
  /** Why there was no usable response. */
  readonly error: string | null;
  readonly ms: number;
  readonly requestId: string | null;
  /** Null: none was sent, as without a token. */
  readonly correlationId: string | null;
  /** Milliseconds until the next try; null: none. */
  readonly retryInMs: number | null;
  readonly emulated: boolean;
}
