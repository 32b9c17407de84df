/** Faults of the registered content and its signature. */
import { mintClaims } from '../platform/mint.ts';
import { recordedFile } from '../recorded.ts';
import type { Parts } from './base.ts';
import type { BaseOptions } from './options.ts';
import type { Scenario } from './scenario.ts';

/** Registers content that is not signed properly, and so presents nothing. */
const refusedContent = (id: string, title: string, file: string, base: Partial<BaseOptions> = {}): Scenario => ({
  id,
  title,
  findings: [id],
  repairable: false,
  fails: 'must be signed with valid certificate',
  base,
  inject({ component }) {
    component.content = recordedFile(file)?.base64 ?? null;
    component.presents = null;
  },
});

/** Signs with another certificate and adapts the credential, so that everything still works. */
function resign({ world, environment, component, record, credential }: Parts, file: string): void {
  const recorded = recordedFile(file);
  if (recorded === null || recorded.certificate === null) throw new Error(`no signed file ${file}`);
  const presents = { certificate: recorded.certificate };
  component.content = recorded.base64;
  component.presents = presents;
  const claims = mintClaims({ cloud: world.cloud, environment, record, presents });
  credential.subject = claims?.subject ?? null;
}

/** Works, but with a warning. */
const doubtful = (id: string, title: string, file: string, more: Partial<Scenario> = {}): Scenario => ({
  id,
  title,
  findings: [id],
  repairable: false,
  fails: null,
  inject: (parts) => resign(parts, file),
  ...more,
});

export const certificateScenarios: readonly Scenario[] = [
  refusedContent('assembly-unsigned', 'The registered assembly has no Authenticode signature', 'unsigned'),
  refusedContent(
    'assembly-strong-name-only',
    'The registered assembly has a strong name but no Authenticode signature',
    'strong-name-only',
  ),
  refusedContent(
    'package-unsigned',
    'The package is unsigned although the assembly inside is signed',
    'unsigned-signed-dll',
    { component: 'package', content: 'author-self-rsa', version: 2 },
  ),
  {
    id: 'signature-not-registered',
    title: 'The assembly was signed after it was registered',
    findings: ['signature-not-registered'],
    repairable: false,
    fails: 'must be signed with valid certificate',
    inject({ world, component }) {
      const { name, content } = component;
      world.localFiles = { assembly: { name: `${name}.dll`, base64: content ?? '' } };
      component.content = recordedFile('unsigned')?.base64 ?? null;
      component.presents = null;
    },
  },
  // Whether the platform looks at the digest is not known; an altered file is taken as having no valid signature. [inferred]
  refusedContent('signature-broken', 'The registered assembly was changed after signing', 'tampered-code', {
    version: 2,
    content: 'issued-public',
  }),
  doubtful('certificate-expired', 'The signing certificate has expired', 'self-expired'),
  doubtful('certificate-not-yet-valid', 'The signing certificate is not valid yet', 'self-not-yet'),
  doubtful('certificate-expires-soon', 'The signing certificate expires in three weeks', 'self-renewed-old', {
    base: { now: '2026-12-10T09:00:00Z' },
  }),
  doubtful('certificate-eku', 'The signing certificate is not for code signing', 'self-eku-email'),
  doubtful('signature-sha1', 'The signature uses a SHA-1 digest', 'sha1'),
  doubtful('signature-several', 'Two certificates signed the assembly', 'nested', {
    findings: ['signature-several', 'signature-sha1'],
  }),
  {
    id: 'certificate-self-signed-production',
    title: 'A self-signed certificate in a production environment',
    findings: ['certificate-self-signed-production'],
    repairable: false,
    fails: null,
    inject({ environment }) {
      environment.type = 'Production';
    },
  },
];
