/** What a diagnosis says. Codes and arguments; the words hang on the catalogue entry of the name. */

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

export type UnreadKind = 'refused' | 'cut-off' | 'throttled' | 'malformed' | 'no-sign-in' | 'not-predictable' | 'bug';

/** Why something could not be looked at. Never the same as absent. */
export interface Unread {
  readonly kind: UnreadKind;
  /** The fact that is the root cause (itself, or what it rests on). */
  readonly fact: string;
  /** Permission that is wanted and who can grant it, where that is the reason. */
  readonly permission: string | null;
  readonly grantedBy: string | null;
  /** Redacted; holds host, status and correlation id where there is one. */
  readonly detail: string;
}

/** Absence is a value (`null` inside T); not being able to look is not a value. */
export type Reading<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly unread: Unread };

export type VerdictState = 'passed' | 'failed' | 'blocked' | 'crashed' | 'not-applicable';

export interface Verdict {
  readonly check: string;
  readonly title: string;
  readonly state: VerdictState;
  readonly blockedBy: Unread | null;
}

export interface Diagnosis {
  /** Cause first; a finding that only follows from another stands in `consequences` of that one. */
  readonly findings: readonly (Finding & { readonly consequences: readonly Finding[] })[];
  readonly verdicts: readonly Verdict[];
}
