/** Why something could not be looked at. Never the same as absent. */
import type { ErrorName, PpmiError } from './errors.ts';
import type { FactName } from './facts.ts';

/** A fact that could not be read, with what the source threw. */
export interface Unread {
  /** The root cause: the fact itself, or the one that it depends on. */
  readonly fact: FactName;
  /** Of a refusal, the error also names the permission that reading this fact requires. */
  readonly error: PpmiError;
}

/** Absence is a value (`null` inside T); not being able to look is not a value. */
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
  'malformed',
  'no-sign-in',
  'not-predictable',
  'bug',
] as const;

/** In one word, as `reason` of `ppmi.report/1` has it. */
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

/** Null: the error says more than that a fact could not be read, so the command ends with it. */
export function reasonOf({ id }: PpmiError): BlockedReason | null {
  return reasons[id] ?? null;
}
