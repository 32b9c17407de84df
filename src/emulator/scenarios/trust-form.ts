/** Credentials that no component can present, and whole credentials of another version. */
import { mintClaims } from '../platform/mint.ts';
import type { Parts } from './base.ts';
import type { Scenario } from './scenario.ts';
import { subjectFault } from './trust-subject.ts';

/** What the platform presents for a record of version 0. */
function legacyClaims({ world, environment, record, component, claims }: Parts) {
  const presents = component.presents ?? { certificate: '' };
  return mintClaims({ cloud: world.cloud, environment, record: { ...record, version: 0 }, presents }) ?? claims;
}

export const formScenarios: readonly Scenario[] = [
  subjectFault('subject-malformed', 'A digit of the certificate hash is missing', (subject) => subject.slice(0, -1)),
  subjectFault('subject-placeholder', 'A placeholder of the instructions is left in the subject', (subject) =>
    subject.replace(/\/t\/[^/]+/, '/t/{encodedTenantId}'),
  ),
  subjectFault(
    'subject-path-converted',
    'Git Bash put its own folder before the subject',
    (subject) => `C:/Program Files/Git${subject}`,
  ),
  {
    id: 'version-record-2-fic-0',
    title: 'The record was raised to version 2, the credential is version 0',
    findings: ['version-record-2-fic-0'],
    repairable: true,
    fails: 700211,
    base: { version: 2 },
    inject(parts) {
      const { issuer, subject, audience } = legacyClaims(parts);
      Object.assign(parts.credential, { issuer, subject, audiences: [audience] });
    },
  },
  {
    id: 'fic-different',
    title: 'The issuer of the credential is on an unknown host',
    findings: ['fic-different'],
    repairable: true,
    fails: 700211,
    inject({ credential, tenant }) {
      credential.issuer = `https://login.example.com/oauth/${tenant.id}`;
    },
  },
  {
    id: 'fic-alternative-form',
    title: 'The credential has the other of two prefixes on which sources disagree',
    findings: ['fic-alternative-form'],
    repairable: false,
    fails: 700213,
    blocked: true,
    base: { cloud: 'usnat' },
    inject({ credential }) {
      const subject = credential.subject ?? '';
      credential.subject = subject.replace(/^\/eid1\/c\/us[ns]/, (prefix) =>
        prefix.endsWith('s') ? '/eid1/c/usn' : '/eid1/c/uss',
      );
    },
  },
  {
    id: 'audience-version-0-unverified',
    title: 'Version 0 with the audience that the portal fills in',
    findings: ['audience-version-0-unverified', 'version-0-deprecated'],
    repairable: true,
    fails: 700212,
    blocked: true,
    inject(parts) {
      const { issuer, subject } = legacyClaims(parts);
      parts.record.version = 0;
      Object.assign(parts.credential, { issuer, subject });
    },
  },
  {
    id: 'issuer-environment-host',
    title: 'The host of a version 0 issuer has the dashes of the environment ID',
    findings: ['issuer-environment-host'],
    repairable: true,
    fails: 700211,
    inject(parts) {
      const { id } = parts.environment;
      const { issuer, subject, audience } = legacyClaims(parts);
      const host = `https://${id.slice(0, -2)}.${id.slice(-2)}`;
      parts.record.version = 0;
      Object.assign(parts.credential, {
        issuer: issuer.replace(/^https:\/\/[^.]+\.[^.]+/, host),
        subject,
        audiences: [audience],
      });
    },
  },
];
