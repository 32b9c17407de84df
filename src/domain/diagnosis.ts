/** What a diagnosis says. Codes and arguments; the words hang on the catalogue entry of the name. */
import type { NotJudged, Unread } from './unread.ts';

export type Severity = 'error' | 'warning' | 'info';

export interface Where {
  readonly system: 'dataverse' | 'graph' | 'arm' | 'entra' | 'network' | 'file';
  readonly kind: string;
  readonly id: string | null;
  readonly name: string | null;
}

/** A finding as a check makes it: the catalogue's name and arguments, no prose. */
export interface Finding {
  readonly name: string;
  readonly args: Readonly<Record<string, string | number | null>>;
  readonly where: Where | null;
  /** The two values to show under each other, where there are two. */
  readonly expected: string | null;
  readonly actual: string | null;
}

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
  /** Cause first; a finding that only follows from another stands in `consequences` of that one. */
  readonly findings: readonly (Finding & { readonly consequences: readonly Finding[] })[];
  readonly verdicts: readonly Verdict[];
}
