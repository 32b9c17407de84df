/** The right credential of a component on another application than its record names. */
import type { Facts, IdentityRecord } from '../facts.ts';
import { matchesExactly, trustOfRecordVersion } from './matches.ts';
import { isAnotherTrust, isNear, isOwn, type RankedCredential } from './rank-credentials.ts';
import type { Trust } from './trust.ts';

export interface CredentialElsewhere {
  readonly applicationId: string;
  /** Name of the credential. */
  readonly credential: string;
  /** An unbound record that names the application; null where every such record is bound to another component. */
  readonly unboundRecord: IdentityRecord | null;
}

type Around = Pick<Facts, 'components' | 'records' | 'otherCredentials' | 'expectedTrust'>;

/**
 * If a company signs all its plug-ins with one certificate, every application of an environment has the right
 * credential, which is the working trust of the components that act as that application. So a credential elsewhere
 * counts only if no component with the same certificate uses it, and a credential for this component on its own
 * identity has precedence: with an unbound record that names the other application, a credential of this certificate in
 * this environment; without one, any near miss.
 */
export function credentialElsewhere(
  expected: Trust,
  { components, records, otherCredentials, expectedTrust }: Around,
  own: readonly RankedCredential[],
): CredentialElsewhere | null {
  if (own.some(isNear)) return null;
  const bound = new Set(components.map((row) => row.managedIdentityId));
  const found = otherCredentials.flatMap(
    ({ applicationId, credentials, sameSigner }): readonly CredentialElsewhere[] => {
      if (credentials === null || sameSigner) return [];
      const fitting = (trust: Trust | null) =>
        trust === null ? undefined : credentials.find((each) => matchesExactly(trust, each));
      const spare = records
        .filter((each) => each.applicationId?.toLowerCase() === applicationId.toLowerCase() && !bound.has(each.id))
        .flatMap((record) => {
          // The platform presents the version of the record that the component is bound to.
          const version = record.version ?? 0;
          const trust = expectedTrust.trusts.find((each) => each.version === version) ?? null;
          const credential = fitting(trust);
          return credential === undefined ? [] : [{ record, credential }];
        });
      const [first] = [...spare.filter(({ record }) => record.active), ...spare];
      if (first !== undefined)
        return [{ applicationId, credential: first.credential.name, unboundRecord: first.record }];
      const credential = fitting(expected) ?? fitting(trustOfRecordVersion(expectedTrust));
      return credential === undefined ? [] : [{ applicationId, credential: credential.name, unboundRecord: null }];
    },
  );
  const unused = found.find(({ unboundRecord }) => unboundRecord !== null);
  return unused ?? (own.some(isNearMiss) ? null : (found[0] ?? null));
}

/** May have been meant for this component: no known mistake marks it as the trust of something else. */
export function isNearMiss(ranked: RankedCredential): boolean {
  if (ranked.owner === 'other-workload' || isAnotherTrust(ranked)) return false;
  return isOwn(ranked) || ranked.diff.mistakes.some(({ candidate }) => !candidate);
}
