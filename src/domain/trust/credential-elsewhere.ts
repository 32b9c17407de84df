/** The right credential of a component on another application than its record names. */
import type { Facts, IdentityRecord } from '../facts.ts';
import { matchesExactly } from './matches.ts';
import { isAnotherTrust, isNear, isOwn, type RankedCredential } from './rank-credentials.ts';
import type { Trust } from './trust.ts';

export interface CredentialElsewhere {
  readonly applicationId: string;
  /** Name of the credential. */
  readonly credential: string;
  /** An unbound record that names the application; null where every such record is bound to another component. */
  readonly unboundRecord: IdentityRecord | null;
}

/**
 * Where a company signs all its plug-ins with one certificate, every application of an environment holds the right
 * credential. So what was meant for this component on its own identity comes first: with an unbound record that names
 * the other application, a credential of this certificate in this environment; without one, any near miss.
 */
export function credentialElsewhere(
  expected: Trust,
  { components, records, otherCredentials }: Pick<Facts, 'components' | 'records' | 'otherCredentials'>,
  own: readonly RankedCredential[],
): CredentialElsewhere | null {
  if (own.some(isNear)) return null;
  const bound = new Set(components.map((row) => row.managedIdentityId));
  const found = otherCredentials.flatMap(({ applicationId, credentials }): readonly CredentialElsewhere[] => {
    const credential = credentials.find((each) => matchesExactly(expected, each));
    if (credential === undefined) return [];
    const unbound = records.find((each) => each.applicationId === applicationId && !bound.has(each.id));
    return [{ applicationId, credential: credential.name, unboundRecord: unbound ?? null }];
  });
  const unused = found.find(({ unboundRecord }) => unboundRecord !== null);
  return unused ?? (own.some(isNearMiss) ? null : (found[0] ?? null));
}

/** May have been meant for this component: no known mistake marks it as the trust of something else. */
export function isNearMiss(ranked: RankedCredential): boolean {
  if (ranked.owner === 'other-workload' || isAnotherTrust(ranked)) return false;
  return isOwn(ranked) || ranked.diff.mistakes.some(({ candidate }) => !candidate);
}
