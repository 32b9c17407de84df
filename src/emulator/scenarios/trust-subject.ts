/** Mistakes in subjects of federated credentials: tenant, environment, certificate hash. */
import { createHash } from 'node:crypto';
import { explicit, integer, octets, oid, sequence } from '../der.ts';
import { derivedId } from '../derived-id.ts';
import { encodeGuid } from '../platform/mint.ts';
import { type RecordedCertificate, recordedCertificate } from '../recorded.ts';
import type { Parts } from './base.ts';
import { credentialOf } from './makers.ts';
import type { Scenario } from './scenario.ts';

export const signerOf = ({ component }: Parts): RecordedCertificate => {
  const name = component.presents !== null && 'certificate' in component.presents ? component.presents.certificate : '';
  const certificate = typeof name === 'string' ? recordedCertificate(name) : null;
  if (certificate === null) throw new Error(`no recorded certificate ${JSON.stringify(name)}`);
  return certificate;
};

/** A scenario whose credential has another subject than the platform presents. */
export function subjectFault(
  id: string,
  title: string,
  change: (subject: string, parts: Parts) => string,
  more: Partial<Scenario> = {},
): Scenario {
  return {
    id,
    title,
    findings: [id],
    repairable: true,
    fails: 700213,
    inject(parts) {
      // Another fault may have changed it already.
      parts.credential.subject = change(parts.credential.subject || parts.claims.subject, parts);
    },
    ...more,
  };
}

const segment = (name: string, change: (value: string, parts: Parts) => string) => (subject: string, parts: Parts) =>
  subject.replace(new RegExp(`(?<=/${name}/)[^/]+`), (value) => change(value, parts));

const printedOrder = (guid: string) => Buffer.from(guid.replaceAll('-', ''), 'hex').toString('base64url');
const sha256 = (text: string | Buffer) => createHash('sha256').update(text).digest();

const tenant: readonly Scenario[] = [
  subjectFault(
    'tenant-big-endian',
    'The tenant ID is encoded in printed order, not in .NET byte order',
    segment('t', (_, { tenant: { id } }) => printedOrder(id)),
  ),
  subjectFault(
    'tenant-raw-guid',
    'The subject contains the tenant ID itself instead of its encoding',
    segment('t', (_, { tenant: { id } }) => id),
  ),
  subjectFault(
    'tenant-base64-of-text',
    "The subject contains the base64 of the tenant ID's text",
    segment('t', (_, { tenant: { id } }) => Buffer.from(id).toString('base64url')),
  ),
  subjectFault(
    'tenant-standard-base64',
    'The tenant ID is in standard base64 with padding, not in base64url',
    segment('t', (value) => `${value.replaceAll('-', '+').replaceAll('_', '/')}==`),
  ),
  subjectFault(
    'tenant-other',
    "The subject contains another tenant's ID",
    segment('t', () => encodeGuid(derivedId('tenant/fabrikam'))),
  ),
];

const environment: readonly Scenario[] = [
  subjectFault(
    'environment-is-organization',
    'The subject contains the organization ID instead of the environment ID',
    segment('e', (_, parts) => parts.environment.organizationId),
  ),
  subjectFault(
    'environment-without-dashes',
    'The environment ID in the subject has no dashes',
    segment('e', (value) => value.replaceAll('-', '')),
  ),
  subjectFault(
    'environment-upper-case',
    'The environment ID in the subject is in upper case',
    segment('e', (value) => value.toUpperCase()),
    { fails: 7002138 },
  ),
  subjectFault(
    'environment-other',
    'The credential was copied from another environment',
    (subject, { world, environment: { id, ...own } }) => {
      const other = { ...own, id: derivedId('environment/test'), organizationId: derivedId('organization/test') };
      const url = own.url.replace('contoso-dev', 'contoso-test');
      world.environments.push({
        ...other,
        url,
        uniqueName: 'contosotestexample',
        friendlyName: 'Contoso Test (emulated)',
        managedIdentities: [],
        components: [],
        traceLogs: [],
        applicationUsers: structuredClone(own.applicationUsers),
      });
      return subject.replace(id, other.id);
    },
  ),
];

/** Enough of a PFX to be hashed: version 3 and content, without a key. */
const pfx = sequence(integer(Buffer.from([3])), sequence(oid('1.2.840.113549.1.7.1'), explicit(0, octets(sequence()))));

/** Without the PFX file it is the hash of something unknown. */
const hashOfPfx: Scenario = {
  id: 'hash-of-pfx',
  title: 'The subject contains the hash of the PFX file instead of the certificate',
  findings: ['hash-of-pfx'],
  repairable: true,
  fails: 700213,
  inject(parts) {
    const { world, credential, claims } = parts;
    world.localFiles = { others: [{ name: 'signing.pfx', base64: pfx.toString('base64') }] };
    credential.subject = segment('h', () => sha256(pfx).toString('hex'))(claims.subject, parts);
  },
};

const hash: readonly Scenario[] = [
  subjectFault('hash-segment-long', 'The subject contains /hash/ instead of /h/', (subject) =>
    subject.replace('/h/', '/hash/'),
  ),
  subjectFault(
    'hash-upper-case',
    'The certificate hash is in upper case',
    segment('h', (value) => value.toUpperCase()),
    { fails: 7002138 },
  ),
  subjectFault(
    'hash-base64url',
    'The certificate hash is base64url instead of hexadecimal',
    segment('h', (value) => Buffer.from(value, 'hex').toString('base64url')),
  ),
  subjectFault(
    'hash-sha1',
    'The subject contains the SHA-1 thumbprint',
    segment('h', (_, parts) => signerOf(parts).sha1.toLowerCase()),
  ),
  subjectFault(
    'hash-of-pem',
    'The subject contains the hash of the PEM file instead of the certificate',
    segment('h', (_, parts) => signerOf(parts).pemSha256),
  ),
  hashOfPfx,
  subjectFault(
    'hash-old-certificate',
    'The plug-in was signed with a renewed certificate; the credential names the old one',
    segment('h', () => recordedCertificate('self-renewed-old')?.sha256 ?? ''),
    { base: { content: 'self-renewed-new' } },
  ),
];

const rest: readonly Scenario[] = [
  subjectFault(
    'app-segment-own-app',
    "The subject contains the customer's own client ID instead of the platform's",
    segment('a', (_, { principal }) => encodeGuid(principal.appId)),
  ),
  subjectFault(
    'app-segment-test',
    "The subject contains the platform application of the vendor's test ring",
    segment('a', () => 'L5f3f5fVhEuUXYRgAT1Q4w'),
  ),
  subjectFault('prefix-wrong-cloud', 'The subject starts with the prefix of another cloud', (subject) =>
    subject.startsWith('/eid1/c/pub/')
      ? subject.replace('/c/pub/', '/c/usg/')
      : subject.replace(/\/c\/\w+\//, '/c/pub/'),
  ),
  subjectFault(
    'subject-case',
    'The subject differs only in upper and lower case',
    (subject) => subject.replace('/n/plugin/', '/n/Plugin/'),
    { fails: 7002138 },
  ),
  subjectFault('subject-blank', 'The subject ends in a space', (subject) => `${subject} `),
  subjectFault('subject-percent-encoded', 'The subject is percent-encoded', (subject) =>
    subject.replaceAll('/', '%2F'),
  ),
];

const none: readonly Scenario[] = [
  {
    id: 'fic-missing',
    title: 'No federated credential fits this plug-in',
    findings: ['fic-missing'],
    repairable: true,
    fails: 70025,
    inject: ({ credentials }) => void credentials.splice(0),
  },
  {
    id: 'fic-limit',
    title: 'Twenty federated credentials exist, and none fits',
    findings: ['fic-limit'],
    repairable: false,
    fails: 700213,
    inject({ credentials, claims }) {
      const stale = Array.from({ length: 20 }, (_, index) => {
        const subject = claims.subject.replace(/(?<=\/e\/)[^/]+/, derivedId(`environment/gone ${index}`));
        return credentialOf(`stale-${String(index + 1).padStart(2, '0')}`, { ...claims, subject });
      });
      credentials.splice(0, credentials.length, ...stale);
    },
  },
];

export const subjectScenarios: readonly Scenario[] = [...none, ...tenant, ...environment, ...hash, ...rest];
