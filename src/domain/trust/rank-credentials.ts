import type { FederatedCredential, LocalFiles } from '../facts.ts';
import { type DiffContext, diffTrust, type TrustDiff } from './diff.ts';
import { claimsOf } from './matches.ts';
import type { Trust } from './trust.ts';

export interface RankedCredential {
  readonly credential: FederatedCredential;
  readonly diff: TrustDiff;
}

/** Files at hand by which a hash of something else is recognised. */
export function fileHints({ assembly, others }: LocalFiles): Pick<DiffContext, 'otherFiles' | 'otherCertificates'> {
  const certificates = [assembly?.file.certificate, ...others.map(({ certificate }) => certificate)];
  return {
    otherFiles: others.map(({ bytes }) => bytes),
    otherCertificates: certificates.flatMap((certificate) => certificate ?? []),
  };
}

/** Each explicit credential compared with the trust, the one that differs in the fewest parts first. */
export function rankCredentials(
  trust: Trust,
  credentials: readonly FederatedCredential[],
  hints: DiffContext,
): RankedCredential[] {
  return credentials
    .filter((credential) => credential.subject !== null)
    .map((credential) => ({ credential, diff: diffTrust(trust, claimsOf(credential), hints) }))
    .sort((a, b) => distance(a.diff) - distance(b.diff));
}

/** Parts that differ; a difference that a known mistake explains counts a little less than one that nothing explains. */
function distance({ parts, mistakes }: TrustDiff): number {
  const explained = new Set(mistakes.map((mistake) => mistake.part));
  return parts.reduce((sum, part) => sum + (part.equal ? 0 : explained.has(part.part) ? 1 : 1.5), 0);
}
