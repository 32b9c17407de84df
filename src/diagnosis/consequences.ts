import type { Diagnosis, Finding } from '../domain/diagnosis.ts';
import type { FindingName } from '../domain/findings.ts';

/**
 * Findings that a problem causes in other checks. They are shown under their cause, because repairing the cause removes
 * them too. The table has no cycle.
 */
const followsFrom: Partial<Record<FindingName, readonly FindingName[]>> = {
  // What the environment says of its tenant decides what a credential must name.
  'environment-of-other-tenant': [
    'record-tenant-other',
    'issuer-other-tenant',
    'tenant-other',
    'application-other-tenant',
    'fic-missing',
  ],
  // A different file is registered, so findings about its signature are about that file.
  'signature-not-registered': [
    'assembly-unsigned',
    'assembly-strong-name-only',
    'package-unsigned',
    'signature-broken',
    'signature-sha1',
    'signature-several',
    'certificate-expired',
    'certificate-not-yet-valid',
    'certificate-expires-soon',
    'certificate-self-signed-production',
    'certificate-eku',
    'hash-old-certificate',
    'kind-hash-for-issued',
    'kind-issued-for-self-signed',
    'fic-missing',
  ],
  // Whether the platform reads the scope is not verified; if it does, it presents a different subject.
  'record-subject-scope': ['fic-missing', 'fic-different'],
  'identity-federation-blocked': ['fic-propagating'],
  'fic-on-other-app': ['fic-missing'],
  'record-imported-from-dev': ['record-tenant-other', 'environment-other', 'fic-missing'],
  'binding-other-record': ['fic-missing'],
};

/** Cause first: a finding that follows from another one stands under it; the order is otherwise that of the checks. */
export function arrangeByCause(findings: readonly Finding[]): Diagnosis['findings'] {
  const causeOf = (finding: Finding) => findings.find((other) => consequencesOf(other.name).includes(finding.name));
  const rootOf = (finding: Finding): Finding => {
    const cause = causeOf(finding);
    return cause === undefined ? finding : rootOf(cause);
  };
  return findings
    .filter((finding) => rootOf(finding) === finding)
    .map((root) => ({ ...root, consequences: findings.filter((other) => other !== root && rootOf(other) === root) }));
}

export function consequencesOf(name: FindingName): readonly FindingName[] {
  return followsFrom[name] ?? [];
}
