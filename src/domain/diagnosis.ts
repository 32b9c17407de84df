/** The result of a diagnosis: names and arguments. The catalog has the words. */

import type { Finding } from './findings.ts';
import type { NotJudged, Unread } from './unread.ts';

export type { Finding, Where } from './findings.ts';

export type Severity = 'error' | 'warning' | 'info';

export type { BlockedReason, NotJudged, Reading, Unread } from './unread.ts';

export type VerdictState = 'passed' | 'failed' | 'blocked' | 'crashed' | 'not-applicable';

export interface Verdict {
  readonly check: string;
  readonly title: string;
  readonly state: VerdictState;
  /** Null unless blocked or crashed. */
  readonly blockedBy: Unread | NotJudged | null;
}

export interface Diagnosis {
  /** Causes first. A finding that follows from another is in the `consequences` of that one. */
  readonly findings: readonly (Finding & { readonly consequences: readonly Finding[] })[];
  readonly verdicts: readonly Verdict[];
}
