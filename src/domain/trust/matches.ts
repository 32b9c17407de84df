/** Whether a federated identity credential matches a trust. The only definition. */

import { cloud, legacyAudience } from '../cloud/cloud.ts';
import type { ExpectedTrustFact, FederatedCredential } from '../facts.ts';
import type { PresentedTrust, Trust, TrustVersion } from './trust.ts';

/** Federated credentials that an application or a managed identity holds at most (documented, for Graph and ARM). */
export const mostCredentials = 20;

/**
 * `exact`: equals the documented value, character by character. `alternative`: equals another value that may be right,
 * because sources disagree or because it was seen to work. `unknown`: the right value is not known.
 */
export type Match = 'exact' | 'alternative' | 'unknown' | 'different';

/** From best to worst: the worst claim decides. */
const grades: readonly Match[] = ['exact', 'alternative', 'unknown', 'different'];

/** The claims of a credential, as a trust is compared with them. Entra allows exactly one audience (documented). */
export function claimsOf({ issuer, subject, audiences }: FederatedCredential): PresentedTrust {
  return { issuer, subject, audience: audiences[0] ?? null };
}

/** Compares exactly, as Entra does. An unknown claim equals nothing. */
export function matchesExactly(trust: PresentedTrust, credential: FederatedCredential): boolean {
  const { issuer, subject, audience } = trust;
  return (
    subject !== null &&
    credential.subject === subject &&
    credential.issuer === issuer &&
    credential.audiences.length === 1 &&
    credential.audiences[0] === audience
  );
}

export function matchCredential(trust: Trust, credential: FederatedCredential): Match {
  if (matchesExactly(trust, credential)) return 'exact';
  if (credential.subject === null || credential.audiences.length !== 1) return 'different';
  return matchClaims(trust, claimsOf(credential));
}

/** Judges only the claims that are given. */
export function matchClaims(trust: Trust, { issuer, subject, audience }: PresentedTrust): Match {
  return worst([
    ...(issuer === null ? [] : [matchIssuer(trust, issuer)]),
    ...(subject === null ? [] : [matchSubject(trust, subject)]),
    ...(audience === null ? [] : [matchAudience(trust, audience)]),
  ]);
}

export function matchIssuer({ issuer, issuerAlternatives }: Trust, actual: string): Match {
  return matchValue(issuer, issuerAlternatives, actual);
}

export function matchSubject({ subject, alternatives }: Trust, actual: string): Match {
  return matchValue(subject, alternatives, actual);
}

export function matchAudience({ version, audience }: Trust, actual: string): Match {
  const alternative = version === 0 ? legacyAudienceAlternative(audience) : null;
  return matchValue(audience, alternative === null ? [] : [alternative], actual);
}

/** Version 0 has been observed to require the audience in lower case in one tenant, and to accept the usual one in another. */
export function legacyAudienceAlternative(audience: string | null): string | null {
  return audience !== null && audience === legacyAudience('public') ? cloud('public').ficAudience.value : null;
}

function matchValue(documented: string | null, alternatives: readonly string[], actual: string): Match {
  if (actual === documented) return 'exact';
  if (alternatives.includes(actual)) return 'alternative';
  return documented === null ? 'unknown' : 'different';
}

function worst(matches: readonly Match[]): Match {
  return grades[Math.max(0, ...matches.map((match) => grades.indexOf(match)))] ?? 'different';
}

export function trustOfVersion(trusts: readonly Trust[], version: TrustVersion | null): Trust | null {
  return trusts.find((trust) => trust.version === version) ?? null;
}

/** Null for a record whose version is beyond what is known, and for unsigned content. */
export function trustOfRecordVersion({ version, trusts }: ExpectedTrustFact): Trust | null {
  return trustOfVersion(trusts, version);
}
