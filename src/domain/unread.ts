/** Why a fact could not be read. Unread is never the same as absent. */
import type { ErrorName, PpmiError } from './errors.ts';
import type { FactName } from './facts.ts';

/** A fact that could not be read, with the error of the source. */
export interface Unread {
  /** The root cause: the fact itself, or the one that it depends on. */
  readonly fact: FactName;
  /** Of a refusal, the error also names the permission that reading this fact requires. */
  readonly error: PpmiError;
}

/** Absence is a value (`null` inside T); a failure to read is not. */
export type Reading<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly unread: Unread };

/** The facts were read, but the check cannot tell what is right, or has a bug. */
export interface NotJudged {
  readonly reason: 'not-predictable' | 'bug';
  /** The fact in question, or the check that failed. */
  readonly fact: string;
  readonly detail: string;
}

const blockedReasons = [
  'refused',
  'cut-off',
  'throttled',
  'service-down',
  'malformed',
  'no-sign-in',
  'not-predictable',
  'bug',
] as const;

/** As a word: `reason` in `ppmi.report/1`. */
export type BlockedReason = (typeof blockedReasons)[number];

export function isBlockedReason(text: string): text is BlockedReason {
  return blockedReasons.some((reason) => reason === text);
}

const reasons: Partial<Record<ErrorName, BlockedReason>> = {
  refused: 'refused',
  'cut-off': 'cut-off',
  throttled: 'throttled',
  'answer-malformed': 'malformed',
  'redirect-refused': 'refused',
  'host-not-allowed': 'refused',
  'sign-in-missing': 'no-sign-in',
  'sign-in-failed': 'no-sign-in',
  'file-broken': 'malformed',
  'file-not-recognised': 'malformed',
};

/** Null for an error that ends the command, because it says more than that a fact could not be read. */
export function reasonOf({ id, args, finding }: PpmiError): BlockedReason | null {
  // 429 limits the caller; 503 is an outage, unless the page of a gateway on the way.
  if (id === 'throttled' && args.status === 503)
    return finding?.name === 'foreign-answer' ? 'malformed' : 'service-down';
  return reasons[id] ?? null;
}
