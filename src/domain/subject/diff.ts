/** An expected trust against a configured one, part by part, with the mistakes that explain the difference. */
import type { PresentedTrust, Trust } from '../trust.ts';
import type { DiffHints } from './hints.ts';
import type { Mistake, MistakeRepair } from './mistakes.ts';
import type { TrustPart } from './parts.ts';

export type { DiffHints } from './hints.ts';

export interface PartDiff {
  readonly part: TrustPart;
  readonly expected: string | null;
  readonly actual: string | null;
  /** Null: not given, or nobody can say what is right. */
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

export function diffTrust(expected: Trust, actual: PresentedTrust, _hints: DiffHints = {}): TrustDiff {
  const parts: PartDiff[] = [
    { part: 'issuer', expected: expected.issuer, actual: actual.issuer, equal: same(expected.issuer, actual.issuer) },
    {
      part: 'audience',
      expected: expected.audience,
      actual: actual.audience,
      equal: same(expected.audience, actual.audience),
    },
    {
      part: 'certificate',
      expected: expected.subject,
      actual: actual.subject,
      equal: same(expected.subject, actual.subject),
    },
  ];
  const equal = parts.some((part) => part.equal === false) ? false : expected.subject === null ? null : true;
  return { equal, warning: null, parts, mistakes: [], repair: equal === false ? 'create-beside' : null };
}

function same(expected: string | null, actual: string | null): boolean | null {
  return expected === null || actual === null ? null : expected === actual;
}
