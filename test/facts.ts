/** Facts for tests of checks and repairs: a healthy chain, of which a test changes what it is about. */
import type { ComponentFact, Facts, FederatedCredential, IdentityRecord } from '../src/domain/facts.ts';
import type { Certificate, SignedFile } from '../src/domain/signed-file/model.ts';
import type { Trust } from '../src/domain/trust/trust.ts';

export const ids = {
  environment: '7c4547dd-4bd6-e4c5-1f87-40bcd979571c',
  tenant: '9a6df4f7-7fde-0a55-f26e-bccca13ee972',
  application: '7340fedd-d333-4b71-82a9-19ecb095857e',
  otherApplication: 'c491fb38-eabe-47d3-86a4-b1d24e7308cd',
};

export const record: IdentityRecord = {
  id: 'e68152c3-4802-4c4c-84df-bf6d8abddde4',
  name: 'Contoso Invoices',
  applicationId: ids.application,
  tenantId: ids.tenant,
  credentialSource: 2,
  subjectScope: 1,
  version: 2,
  active: true,
  managed: false,
};

export const component: ComponentFact = {
  type: 'assembly',
  id: 'a5957c44-e2ba-4262-85a9-64a83c2e1a59',
  name: 'Contoso.Invoices.Plugins',
  uniqueName: null,
  managedIdentityId: record.id,
  packageId: null,
  modifiedOn: null,
};

export const certificate: Certificate = {
  der: new Uint8Array(),
  subject: 'CN=Contoso',
  issuer: 'CN=Contoso',
  subjectDer: new Uint8Array(),
  issuerDer: new Uint8Array(),
  subjectCommonNames: ['Contoso'],
  issuerCommonNames: ['Contoso'],
  sha1: 'A'.repeat(40),
  sha256: 'a'.repeat(64),
  serialNumber: '01',
  selfSigned: true,
  verifiesWithOwnKey: true,
  notBefore: '2025-01-01T00:00:00Z',
  notAfter: '2027-01-01T00:00:00Z',
  names: [],
  namesDiffer: null,
  keyAlgorithm: 'RSA 2048',
  signatureAlgorithm: 'sha256WithRSAEncryption',
  extendedKeyUsage: ['1.3.6.1.5.5.7.3.3'],
  keyUsage: null,
};

export const signedFile: SignedFile = {
  kind: 'assembly',
  certificate,
  signature: { kind: 'authenticode', intact: true, digest: 'sha256', timestamp: null, countersigner: null, nested: [] },
  otherSigners: [],
  chain: [certificate],
  unsigned: null,
  signedByRepository: null,
};

/** The values contain `version`, so that each trust is different. */
export function trust(version: Trust['version'], more: Partial<Trust> = {}): Trust {
  return {
    version,
    issuer: `https://login.microsoftonline.com/${ids.tenant}/v2.0`,
    subject: `/eid1/c/pub/version/${version}`,
    audience: 'api://AzureADTokenExchange',
    confidence: 'documented',
    alternatives: [],
    issuerAlternatives: [],
    reason: null,
    ...more,
  };
}

const collection = 'https://graph.microsoft.com/v1.0/applications/2c43408a/federatedIdentityCredentials';

export function credential(name: string, { issuer, subject, audience }: Trust): FederatedCredential {
  const url = `${collection}/${name}`;
  return { id: name, name, issuer: issuer ?? '', subject, audiences: [audience ?? ''], description: null, url };
}

export const facts: Facts = {
  environment: {
    url: 'https://contoso.crm4.dynamics.com',
    environmentId: ids.environment,
    organizationId: 'd9c4d2ab-0000-4000-8000-000000000000',
    tenantId: ids.tenant,
    cloud: 'public',
    name: 'Contoso',
    type: 'Sandbox',
  },
  component,
  components: [component],
  records: [record],
  identity: { state: 'bound', record, candidates: [] },
  applications: {
    application: { id: '2c43408a-6f88-4df5-880e-e9da1d9310f0', appId: ids.application, displayName: 'Invoices' },
    servicePrincipal: null,
    byObjectId: null,
  },
  federatedCredentials: { system: 'graph', url: collection, credentials: [credential('dev', trust(2))] },
  otherCredentials: [],
  othersCredentials: { relied: [], unclear: [] },
  neighbors: [],
  registeredFile: signedFile,
  localFiles: { assembly: null, others: [] },
  expectedTrust: { version: 2, trusts: [trust(0), trust(1), trust(2)] },
  recentErrors: [],
  vaultAccess: null,
  managedIdentity: null,
  recordCustomizable: null,
  recordSolution: null,
  traceLogging: 'exceptions',
  credentialsChangedAt: null,
  applicationUser: null,
  directory: { tenantId: ids.tenant },
  now: new Date('2026-06-01T00:00:00Z'),
};

/** A bound record with other values. */
export function withRecord(more: Partial<IdentityRecord>): Pick<Facts, 'identity' | 'records'> {
  const changed = { ...record, ...more };
  return { identity: { state: 'bound', record: changed, candidates: [] }, records: [changed] };
}
