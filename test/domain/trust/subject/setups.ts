/** Configurations to make mistakes in, fixed and random. Not a test. */
import fc from 'fast-check';
import { type CloudId, cloudIds } from '../../../../src/domain/cloud/cloud.ts';
import type { Certificate } from '../../../../src/domain/signed-file/model.ts';
import { composeTrusts } from '../../../../src/domain/trust/compose.ts';
import type { Trust, TrustVersion } from '../../../../src/domain/trust/trust.ts';
import { readCertificate } from './fixture-certificates.ts';

export interface Setup {
  readonly cloud: CloudId;
  readonly tenantId: string;
  readonly environmentId: string;
  readonly organizationId: string;
  readonly applicationId: string;
  readonly otherId: string;
  /** A fixture's name, so that a counterexample can be read. */
  readonly signer: string;
}

export const authorities = {
  root: await readCertificate('ca-root'),
  codeSigning: await readCertificate('ca-code-signing'),
};
export const otherSelfSigned = await readCertificate('self-renewed-old');
export const comma = await readCertificate('issued-public');
export const nonAscii = await readCertificate('issued-t61');

const selfSignedNames = ['self-rsa', 'self-full', 'self-ecdsa', 'self-non-ascii'] as const;
const selfSigned = new Map(
  await Promise.all(selfSignedNames.map(async (name) => [name as string, await readCertificate(name)] as const)),
);
/** Names with everything that a wrong text of them can show. */
export const withState = await readCertificate('issued-public-plain-cn');

export const fixed: Setup = {
  cloud: 'public',
  tenantId: '738016bf-2f59-46ca-9660-357d1de3b865',
  environmentId: '7efcc31a-c410-e20e-9b95-dd448cedf653',
  organizationId: '7ec158d7-95bb-4e89-bb85-4b54cf17806c',
  applicationId: '0d4cf2b7-04c7-4f54-9b21-6f0b2a3f7e55',
  otherId: '59b86021-2790-4a26-b386-15823676bbf4',
  signer: 'self-rsa',
};

export function selfSignedOf({ signer }: Setup): Certificate {
  return selfSigned.get(signer) ?? otherSelfSigned;
}

/** GUIDs whose three swapped groups, letters and digits all show in every wrong form. */
const guid = fc.uuid().filter((id) => {
  const [a = '', b = '', c = ''] = id.split('-').map((group) => group.match(/../g)?.reverse().join(''));
  return !id.startsWith(`${a}-${b}-${c}`) && /[a-f]/.test(id);
});

export const randomSetup: fc.Arbitrary<Setup> = fc.record({
  cloud: fc.constantFrom(...cloudIds),
  tenantId: guid,
  environmentId: guid,
  organizationId: guid,
  applicationId: guid,
  otherId: guid,
  signer: fc.constantFrom(...selfSignedNames),
});

export function trustsOf(setup: Setup, certificate: Certificate): readonly Trust[] {
  return composeTrusts({ ...setup, certificate, otherSigners: [], component: 'assembly' });
}

export function trustOf(setup: Setup, certificate: Certificate, version: TrustVersion): Trust {
  const trust = trustsOf(setup, certificate)[version];
  if (trust === undefined) throw new Error(`no trust of version ${version}`);
  return trust;
}
