/** Compares an expected trust with a configured one part by part, and names the mistakes that explain differences. */

import type { DiffContext } from './diff-context.ts';
import { expectedSubject } from './expected-subject.ts';
import { type Match, matchAudience, matchClaims, matchIssuer } from './matches.ts';
import { recognizeTrust, repairFor } from './mistakes/detectors/trust.ts';
import type { Mistake, MistakeName, MistakeRepair } from './mistakes/mistakes.ts';
import { type SubjectPart, type TrustPart, trustParts } from './parts.ts';
import { normalize } from './subject/normalize.ts';
import { type ParsedSubject, parseSubject } from './subject/parse.ts';
import type { PresentedTrust, Trust } from './trust.ts';

export type { DiffContext } from './diff-context.ts';

export interface PartDiff {
  readonly part: TrustPart;
  /** The value that `actual` is compared with: of several that may be right, the nearest. Null: none, or not predictable. */
  readonly expected: string | null;
  readonly actual: string | null;
  /** Null: not given, or the expected value is not known. */
  readonly equal: boolean | null;
}

export interface TrustDiff {
  /** False as soon as one part differs; null when no part differs but the expected value cannot be predicted. */
  readonly equal: boolean | null;
  /** Equal, but to a value that sources disagree on or that is not the recommended one: warn, never repair. */
  readonly warning: string | null;
  readonly parts: readonly PartDiff[];
  /** In the order of the parts; of one part the likeliest first. Empty when no known mistake explains the difference. */
  readonly mistakes: readonly Mistake[];
  /** What may be done about the whole difference; null when there is none, or none that can be judged. */
  readonly repair: MistakeRepair | null;
}

/** Judges only the claims that `actual` has. */
export function diffTrust(expected: Trust, actual: PresentedTrust, hints: DiffContext = {}): TrustDiff {
  const typed = actual.subject === null ? null : parseSubject(actual.subject);
  const parts = partsOf(expected, actual, typed, hints);
  const equal = verdict(expected, actual, parts);
  if (equal === true) return { equal, warning: warningOf(expected, actual), parts, mistakes: [], repair: null };
  const { mistakes, meant } = recognizeTrust(expected, actual, typed, hints);
  const judged = meant === null ? [] : partsOf(meant, actual, typed, hints);
  const explained = judged.every((diff) => diff.equal !== false || isExplained(diff, mistakes));
  return { equal, warning: null, parts, mistakes, repair: equal === false ? repairFor(mistakes, explained) : null };
}

const wholeText: readonly MistakeName[] = ['subject-case', 'subject-blank', 'subject-percent-encoded'];

/** A mistake in the whole text affects every part, but is reported once. */
function isExplained({ part, expected, actual }: PartDiff, mistakes: readonly Mistake[]): boolean {
  if (mistakes.some((mistake) => mistake.part === part)) return true;
  const letters = (text: string | null) => normalize(text ?? '').clean.toLowerCase();
  return mistakes.some(({ name }) => wholeText.includes(name)) && letters(actual).endsWith(letters(expected));
}

function partsOf(
  expected: Trust,
  actual: PresentedTrust,
  typed: ParsedSubject | null,
  hints: DiffContext,
): readonly PartDiff[] {
  const right = expectedSubject(expected, typed, hints.trusts);
  return trustParts
    .map((part): PartDiff => {
      if (part === 'issuer') return issuerDiff(expected, actual.issuer);
      return part === 'audience' ? audienceDiff(expected, actual.audience) : subjectDiff(part, right, typed);
    })
    .filter((diff) => diff.expected !== null || diff.actual !== null);
}

function issuerDiff(trust: Trust, actual: string | null): PartDiff {
  const match = actual === null ? null : matchIssuer(trust, actual);
  const expected = match === 'alternative' ? actual : trust.issuer;
  return { part: 'issuer', expected, actual, equal: isEqual(match) };
}

function audienceDiff(trust: Trust, actual: string | null): PartDiff {
  const match = actual === null ? null : matchAudience(trust, actual);
  return { part: 'audience', expected: trust.audience, actual, equal: isEqual(match) };
}

function subjectDiff(part: SubjectPart, right: ParsedSubject | null, typed: ParsedSubject | null): PartDiff {
  // A subject of an unknown form has no parts; its whole text is compared with the first one.
  const textOf = (subject: ParsedSubject): string | null => {
    const whole = part === 'prefix' && Object.values(subject.pieces).every((piece) => piece === null);
    return whole ? subject.raw : (subject.pieces[part]?.text ?? null);
  };
  const expected = right === null ? null : textOf(right);
  if (typed === null) return { part, expected, actual: null, equal: null };
  const actual = textOf(typed);
  const unpredictable = right === null || (part === 'certificate' && right.certificate === null);
  return { part, expected, actual, equal: unpredictable ? null : expected === actual };
}

function isEqual(match: Match | null): boolean | null {
  return match === null || match === 'unknown' ? null : match !== 'different';
}

/** A part can differ even if the whole cannot be predicted. */
function verdict(expected: Trust, actual: PresentedTrust, parts: readonly PartDiff[]): boolean | null {
  return parts.some(({ equal }) => equal === false) ? false : isEqual(matchClaims(expected, actual));
}

function warningOf(expected: Trust, actual: PresentedTrust): string | null {
  const warnings = [
    ...(actual.subject === null || actual.subject === expected.subject
      ? []
      : ['the subject does not have the documented form']),
    ...(actual.issuer === null || actual.issuer === expected.issuer ? [] : ['the issuer is not the documented one']),
  ];
  if (warnings.length > 0) return `${warnings.join(' and ')}, but may be right: ${expected.reason}`;
  if (actual.audience === null || actual.audience === expected.audience) return null;
  return 'one tenant required the version 0 audience in lower case; a published script reports success with upper case';
}
