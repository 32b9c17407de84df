/** The response of a service to a request that changes something. */
import type { Finding } from './findings.ts';

export type WriteOutcome =
  | {
      readonly kind: 'written';
      readonly status: number;
      /** ID of what was created, as the service gave it. */
      readonly id: string | null;
      readonly etag: string | null;
    }
  | {
      /** The service refused; nothing was changed. */
      readonly kind: 'rejected';
      readonly status: number;
      readonly code: string;
      /** Redacted. */
      readonly message: string;
      /** Seconds, from `Retry-After`. */
      readonly retryAfter: number | null;
      /** The missing permission and who grants it, for 401 and 403. */
      readonly permission: string | null;
      readonly grantedBy: string | null;
    }
  /** The response was lost, damaged, a 5xx, or that of another server; the change may have been made. */
  | {
      readonly kind: 'unknown';
      readonly status: number | null;
      readonly detail: string;
      /** Names the other server that answered; there is no use in asking it again. */
      readonly stranger?: Finding;
    };
