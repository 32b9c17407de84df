/** Ranks the credentials of an identity by how near they are to a trust. */
import type { FederatedCredential, LocalFiles } from '../facts.ts';
import { parseGuid } from '../guid.ts';
import { type DiffContext, diffTrust, type TrustDiff } from './diff.ts';
import { expectedSubject } from './expected-subject.ts';
import { claimsOf, matchCredential } from './matches.ts';
import type { SubjectPart } from './parts.ts';
import { type ParsedSubject, parseSubject } from './subject/parse.ts';
import type { Trust } from './trust.ts';

export interface RankedCredential {
  readonly credential: FederatedCredential;
  readonly diff: TrustDiff;
  readonly owner: CredentialOwner;
}

/**
 * Whose credential it is, by its subject: of this environment, of a plug-in whose environment cannot be read, of another
 * environment, or of another workload.
 */
export type CredentialOwner = 'environment' | 'plug-in' | 'other-environment' | 'other-workload';

const owners: readonly CredentialOwner[] = ['environment', 'plug-in', 'other-environment', 'other-workload'];

/** Files at hand by which a hash of something else is recognized. */
export function fileHints({ assembly, others }: LocalFiles): Pick<DiffContext, 'otherFiles' | 'otherCertificates'> {
  const certificates = [assembly?.file.certificate, ...others.map(({ certificate }) => certificate)];
  return {
    otherFiles: others.map(({ bytes }) => bytes),
    otherCertificates: certificates.flatMap((certificate) => certificate ?? []),
  };
}

/**
 * Each explicit credential compared with the trust. One that matches comes before one that does not; then one of this
 * environment before one of another: an application that several environments share holds right credentials of others,
 * and those are not the component's own with a mistake in it; then one that is meant for this component before one that
 * names another certificate. Only then the number of differences counts.
 */
export function rankCredentials(
  trust: Trust,
  credentials: readonly FederatedCredential[],
  hints: DiffContext,
): RankedCredential[] {
  const ownIds = environmentIds(trust, hints);
  return credentials
    .flatMap((credential) => {
      const { subject } = credential;
      if (subject === null) return [];
      const diff = diffTrust(trust, claimsOf(credential), hints);
      const owner = ownerOf(parseSubject(subject), ownIds);
      const ranked = { credential, diff, owner };
      const near = isNear(ranked) ? 0 : 1;
      return [{ ranked, keys: [matchRank(trust, credential), owners.indexOf(owner), near, distance(diff)] }];
    })
    .sort((a, b) => compare(a.keys, b.keys))
    .map(({ ranked }) => ranked);
}

function matchRank(trust: Trust, credential: FederatedCredential): number {
  const match = matchCredential(trust, credential);
  return match === 'exact' ? 0 : match === 'alternative' ? 1 : 2;
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((key, index) => key !== b[index]);
  return at === -1 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

/** Empty: not known. An organization ID in the place of the environment ID is a mistake that is made in this environment. */
function environmentIds(trust: Trust, { organizationId, trusts }: DiffContext): readonly string[] {
  const known = (trusts ?? []).filter(({ subject }) => subject !== null);
  const own = [trust, ...known].flatMap((each) => environmentIdOf(expectedSubject(each, null, trusts)) ?? []);
  return own.length === 0 ? [] : [...own, ...[parseGuid(organizationId ?? '') ?? []].flat()];
}

function ownerOf(typed: ParsedSubject, ownIds: readonly string[]): CredentialOwner {
  if (typed.kind !== 'plug-in' && typed.kind !== 'version-0') return 'other-workload';
  const environmentId = environmentIdOf(typed);
  if (environmentId === null || ownIds.length === 0) return 'plug-in';
  return ownIds.includes(environmentId) ? 'environment' : 'other-environment';
}

function environmentIdOf(subject: ParsedSubject | null): string | null {
  return subject?.environmentId?.replace(/^Default-/i, '').toLowerCase() ?? null;
}

/** Parts that differ; a difference that a known mistake explains counts a little less than one that nothing explains. */
function distance({ parts, mistakes }: TrustDiff): number {
  const explained = new Set(mistakes.map((mistake) => mistake.part));
  return parts.reduce((sum, part) => sum + (part.equal ? 0 : explained.has(part.part) ? 1 : 1.5), 0);
}

/** Equal in the parts that only this component's credential has: its certificate in its environment. */
export function isOwn({ diff, owner }: RankedCredential): boolean {
  const equal = (part: SubjectPart) => diff.parts.find((each) => each.part === part)?.equal === true;
  return owner === 'environment' && equal('environment') && equal('certificate');
}

/**
 * Differs in several parts, each of which may be valid elsewhere: a working trust of something else, not a mistake. A
 * credential that names this certificate in this environment can belong to nothing else.
 */
export function isUnrelatedCredential(ranked: RankedCredential): boolean {
  const mistakes = ranked.diff.mistakes.filter(({ candidate }) => !candidate);
  return mistakes.length > 1 && mistakes.every(({ repair }) => repair === 'create-beside') && !isOwn(ranked);
}

/**
 * Meant for this component, with a mistake in it. One that names another certificate or another environment is not: it
 * may be the working trust of another plug-in.
 */
export function isNear(ranked: RankedCredential): boolean {
  const { diff, owner } = ranked;
  if (owner !== 'environment') return false;
  if (diff.equal !== false || isOwn(ranked)) return true;
  const mistakes = diff.mistakes.filter(({ candidate }) => !candidate);
  if (mistakes.some(({ name }) => name === 'hash-old-certificate')) return false;
  // Computed from this certificate, so whatever else differs is a second mistake.
  if (mistakes.some(({ name }) => /^(?:hash|dn)-/.test(name))) return true;
  const otherVersion = mistakes.some(({ name }) => name.startsWith('version-record-'));
  return otherVersion || (mistakes.length > 0 && diff.repair !== 'create-beside');
}

/** Meant for this component even if something that could not be read uses the identity too. */
export function isOnlyOwn(ranked: RankedCredential): boolean {
  const otherVersion = ranked.diff.mistakes.some(({ name }) => name.startsWith('version-record-'));
  return isOwn(ranked) || (isNear(ranked) && !otherVersion);
}

/** The claims in which a credential differs and which no known mistake explains. */
export function unexplainedClaims({ parts, mistakes }: TrustDiff): readonly ('issuer' | 'subject' | 'audience')[] {
  // A credential of another version differs in every claim, which its version explains.
  if (mistakes.some(({ name }) => name.startsWith('version-record-'))) return [];
  const claimOf = (part: string) => (part === 'issuer' || part === 'audience' ? part : 'subject');
  const explained = new Set(mistakes.map(({ part }) => claimOf(part)));
  const wrong = new Set(parts.filter(({ equal }) => equal === false).map(({ part }) => claimOf(part)));
  return (['issuer', 'subject', 'audience'] as const).filter((claim) => wrong.has(claim) && !explained.has(claim));
}
