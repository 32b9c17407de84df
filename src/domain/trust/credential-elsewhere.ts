/** Finds the right credential of a component on an application that its record does not name. */
import type { Facts, FederatedCredential, IdentityRecord, OtherIdentity } from '../facts.ts';
import type { DiffContext } from './diff-context.ts';
import { matchesExactly, trustOfRecordVersion } from './matches.ts';
import { isNear, isOwn, isUnrelatedCredential, type RankedCredential, rankCredentials } from './rank-credentials.ts';
import type { Trust } from './trust.ts';

export interface CredentialElsewhere {
  readonly applicationId: string;
  /** Name of the credential. */
  readonly credential: string;
  /** A record that names the application. */
  readonly record: IdentityRecord;
  /** No component is bound to the record. */
  readonly unbound: boolean;
}

type Around = Pick<Facts, 'components' | 'records' | 'otherCredentials' | 'expectedTrust'>;

/**
 * If a company signs all its plug-ins with one certificate, every application of an environment has the right
 * credential, which is the working trust of the components that act as that application. So a credential elsewhere
 * counts only if no component with the same certificate uses it, and a credential for this component on its own
 * identity has precedence: with an unbound record that names the other application, a credential of this certificate in
 * this environment; without one, any near miss. Where the own identity has nothing for this component, one with a
 * mistake counts too, on an application that no component uses.
 */
export function credentialElsewhere(
  expected: Trust,
  around: Around,
  own: readonly RankedCredential[],
  hints: DiffContext,
): CredentialElsewhere | null {
  if (own.some(isNear)) return null;
  const found = around.otherCredentials.flatMap((other) => fittingOn(other, expected, around));
  const spare = found.find(({ unbound }) => unbound);
  if (spare !== undefined) return spare;
  if (own.some(isNearMiss)) return null;
  const [near] = around.otherCredentials.flatMap((other) => nearOn(other, around, hints));
  return near ?? found[0] ?? null;
}

function fittingOn(
  { applicationId, credentials, sameSigner }: OtherIdentity,
  expected: Trust,
  { components, records, expectedTrust }: Around,
): readonly CredentialElsewhere[] {
  if (credentials === null || sameSigner) return [];
  const isFree = notBoundTo(components);
  const naming = activeFirst(namingApplication(records, applicationId));
  const fits = (record: IdentityRecord) => fitting(trustFor(record, expectedTrust), credentials);
  const [record] = [
    ...naming.filter((each) => isFree(each) && fits(each) !== undefined),
    ...naming.filter((each) => fits(each) !== undefined),
    ...naming,
  ];
  if (record === undefined) return [];
  const credential = fits(record);
  if (credential !== undefined)
    return [{ applicationId, credential: credential.name, record, unbound: isFree(record) }];
  const other = fitting(expected, credentials) ?? fitting(trustOfRecordVersion(expectedTrust), credentials);
  return other === undefined ? [] : [{ applicationId, credential: other.name, record, unbound: false }];
}

function nearOn(
  { applicationId, credentials }: OtherIdentity,
  { components, records, expectedTrust }: Around,
  hints: DiffContext,
): readonly CredentialElsewhere[] {
  const naming = namingApplication(records, applicationId);
  if (credentials === null || !naming.every(notBoundTo(components))) return [];
  return activeFirst(naming).flatMap((record) => {
    const trust = trustFor(record, expectedTrust);
    const ranked = trust === null ? [] : rankCredentials(trust, credentials, { ...hints, applicationId });
    const near = ranked.find((each) => isNear(each) && each.diff.equal === false);
    return near === undefined ? [] : [{ applicationId, credential: near.credential.name, record, unbound: true }];
  });
}

/** What the platform presents once the component is bound to the record. */
function trustFor(record: IdentityRecord, { trusts }: Facts['expectedTrust']): Trust | null {
  const version = record.version ?? 0;
  return trusts.find((trust) => trust.version === version) ?? null;
}

function fitting(trust: Trust | null, credentials: readonly FederatedCredential[]): FederatedCredential | undefined {
  return trust === null ? undefined : credentials.find((each) => matchesExactly(trust, each));
}

function namingApplication(records: readonly IdentityRecord[], applicationId: string): readonly IdentityRecord[] {
  return records.filter((each) => each.applicationId?.toLowerCase() === applicationId.toLowerCase());
}

function notBoundTo(components: Around['components']): (record: IdentityRecord) => boolean {
  const bound = new Set(components.map((row) => row.managedIdentityId));
  return ({ id }) => !bound.has(id);
}

const activeFirst = (records: readonly IdentityRecord[]): readonly IdentityRecord[] => [
  ...records.filter(({ active }) => active),
  ...records.filter(({ active }) => !active),
];

/** May have been meant for this component: no known mistake marks it as the trust of something else. */
export function isNearMiss(ranked: RankedCredential): boolean {
  if (ranked.owner === 'other-workload' || isUnrelatedCredential(ranked)) return false;
  return isOwn(ranked) || ranked.diff.mistakes.some(({ candidate }) => !candidate);
}
