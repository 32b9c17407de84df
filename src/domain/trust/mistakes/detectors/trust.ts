/** All mistakes of a configured trust, and the remedy for all of them together. */

import type { DiffContext } from '../../diff-context.ts';
import { expectedSubject } from '../../expected-subject.ts';
import { matchAudience, matchIssuer } from '../../matches.ts';
import { trustParts } from '../../parts.ts';
import type { ParsedSubject } from '../../subject/parse.ts';
import type { PresentedTrust, Trust } from '../../trust.ts';
import type { Mistake, MistakeRepair } from '../mistakes.ts';
import { recognizeAudience } from './audience.ts';
import { recognizeCommonName } from './common-name.ts';
import { recognizeIssuer } from './issuer.ts';
import { recognizeSubject } from './subject.ts';
import { recognizeVersion } from './version.ts';

export interface Recognized {
  readonly mistakes: readonly Mistake[];
  /** The trust that the credential was meant to be: of the version whose form it has. Null when that is not known. */
  readonly meant: Trust | null;
}

export function recognizeTrust(
  expected: Trust,
  actual: PresentedTrust,
  typed: ParsedSubject | null,
  hints: DiffContext,
): Recognized {
  if (typed?.kind === 'foreign' || typed?.kind === 'unrecognised') return { mistakes: [], meant: expected };
  const { mistakes, meant } = recognizeVersion(expected, typed, hints);
  const unusable = expected.version === 1 && meant?.subject === null && typed !== null;
  const { issuerCommonNames = [], subjectCommonNames = [] } = hints.certificate ?? {};
  return {
    mistakes: inOrder([
      ...mistakes,
      ...(meant === null ? [] : claims(meant, actual, typed, hints)),
      ...(unusable ? recognizeCommonName(typed, [...issuerCommonNames, ...subjectCommonNames]) : []),
    ]),
    meant,
  };
}

function claims(
  meant: Trust,
  { issuer, audience }: PresentedTrust,
  typed: ParsedSubject | null,
  hints: DiffContext,
): readonly Mistake[] {
  const right = expectedSubject(meant, typed, hints.trusts);
  const issuers = meant.issuer === null ? [] : [meant.issuer, ...meant.issuerAlternatives];
  const wrongIssuer = issuer !== null && matchIssuer(meant, issuer) === 'different';
  const wrongAudience = audience !== null && meant.audience !== null && matchAudience(meant, audience) === 'different';
  return [
    ...(wrongIssuer ? recognizeIssuer(issuers, issuer, typed) : []),
    ...(wrongAudience ? recognizeAudience(meant.audience, audience, meant.version) : []),
    ...(right === null || typed === null ? [] : recognizeSubject(right, typed, hints)),
  ];
}

/** By part; within a part the mistakes that forbid a correction in place come first, other candidates last. */
function inOrder(mistakes: readonly Mistake[]): readonly Mistake[] {
  const rank = ({ part, candidate, repair }: Mistake) =>
    trustParts.indexOf(part) * 4 + (candidate ? 2 : 0) + (repair === 'update' ? 1 : 0);
  return mistakes.toSorted((a, b) => rank(a) - rank(b));
}

/**
 * One repair for the whole: a difference that nothing explains, or that may be valid elsewhere, is never corrected in
 * place, and a record is not raised for a credential that would not fit then either.
 */
export function repairFor(mistakes: readonly Mistake[], explained: boolean): MistakeRepair {
  const repairs = mistakes.filter(({ candidate }) => !candidate).map(({ repair }) => repair);
  if (!explained || repairs.includes('create-beside')) return 'create-beside';
  return repairs.includes('upgrade') ? 'upgrade' : 'update';
}
