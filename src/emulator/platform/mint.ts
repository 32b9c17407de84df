/**
 * The claims that the platform presents for a component, from its certificate's values and the record's version. This is
 * the emulator's own implementation, so a test that compares it with `domain/trust` compares two independent ones.
 * Formats: identity-formats.md §2 and §3 (versions 0 to 2, .NET byte order, hashes).
 */
import { type CloudId, cloud } from '../../domain/cloud/cloud.ts';
import type { Environment, ManagedIdentityRecord, Presents } from '../world/model.ts';
import { type SigningValues, signingValues } from './signing-values.ts';

export interface Claims {
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
}

/** The platform application that presents the assertion, encoded: one constant for all clouds. [documented] */
const platformApplication = 'qzXoWDkuqUa3l6zM5mM0Rw';

/** 22 characters, base64url of the GUID's bytes in .NET order: the first three groups reversed. */
export function encodeGuid(guid: string): string {
  const groups = guid.split('-');
  const bytes = groups.map((group, index) => {
    const raw = Buffer.from(group, 'hex');
    return index < 3 ? raw.reverse() : raw;
  });
  return Buffer.concat(bytes).toString('base64url');
}

/** Issuer of version 0: the environment's own host. Null where the cloud table does not know how the id is split. */
export function environmentIssuer(cloudId: CloudId, environmentId: string): string | null {
  const template = cloud(cloudId).legacyIssuerV0Template.value;
  const tail = cloud(cloudId).environmentHostSuffixLength;
  const length = tail.value ?? tail.candidates?.[0] ?? null;
  if (template === null || length === null) return null;
  const id = environmentId.toLowerCase().replaceAll('-', '');
  return template
    .replace('{environmentIdHead}', id.slice(0, -length))
    .replace('{environmentIdTail}', id.slice(-length));
}

export function tenantIssuer(cloudId: CloudId, tenantId: string): string {
  return (cloud(cloudId).ficIssuerTemplate.value ?? '').replace('{tenantId}', tenantId);
}

/**
 * A common name that holds a comma is cut there: the platform is documented to fail with such names (AADSTS700213),
 * not how it writes them; cutting is the emulator's guess of the cause. [inferred]
 */
const commonName = (name: string) => name.split(',')[0] ?? name;

function version0(certificate: SigningValues, environmentId: string): string {
  const signer = certificate.selfSigned
    ? `thumbprint:${certificate.sha1}`
    : `subject:${commonName(certificate.subjectCommonName)},issuer:${commonName(certificate.issuerCommonName)}`;
  return `component:pluginassembly,${signer},environment:${environmentId}`;
}

function certificatePart(certificate: SigningValues, version: number): string {
  if (certificate.selfSigned) return `/h/${certificate.sha256}`;
  return version === 1
    ? `/i/${commonName(certificate.issuerCommonName)}/s/${commonName(certificate.subjectCommonName)}`
    : `/i/${certificate.issuerHash}/s/${certificate.subjectHash}`;
}

/** The part of a world that determines the claims. */
export interface MintInput {
  readonly cloud: CloudId;
  readonly environment: Pick<Environment, 'id' | 'tenantId'>;
  readonly record: Pick<ManagedIdentityRecord, 'version' | 'subjectScope'>;
  readonly presents: NonNullable<Presents>;
}

/**
 * No credential fits a version 1 name that holds a comma: documented (AADSTS700213). What the platform makes of the name is
 * not, so a credential with the emulator's guess proves nothing.
 */
export function isUnmatchable({ record, presents }: Pick<MintInput, 'record' | 'presents'>): boolean {
  const certificate = 'certificate' in presents ? signingValues(presents.certificate) : null;
  if (record.version !== 1 || certificate === null || certificate.selfSigned) return false;
  return [certificate.subjectCommonName, certificate.issuerCommonName].some((name) => name.includes(','));
}

/** Null when the world names an unknown certificate, gives no claims for the version, or the cloud has no such issuer. */
export function mintClaims({ cloud: cloudId, environment, record, presents }: MintInput): Claims | null {
  if ('versions' in presents) return presents.versions[String(record.version ?? 0) as '0' | '1' | '2'] ?? null;
  if (!('certificate' in presents)) return presents;
  const certificate = signingValues(presents.certificate);
  const { ficAudience, subjectPrefix } = cloud(cloudId);
  if (certificate === null || ficAudience.value === null || subjectPrefix.value === null) return null;

  const version = record.version ?? 0;
  if (version === 0) {
    const issuer = environmentIssuer(cloudId, environment.id);
    if (issuer === null) return null;
    const subject = version0(certificate, environment.id);
    return { issuer, subject, audience: ficAudience.value.toLowerCase() };
  }
  // What a scope other than the environment's does to the subject is not published; leaving the environment out is
  // what its name (GlobalScope) suggests. [inferred]
  const scope = record.subjectScope === 1 ? `/e/${environment.id}` : '';
  const tenant = encodeGuid(environment.tenantId);
  return {
    issuer: tenantIssuer(cloudId, environment.tenantId),
    subject:
      `${subjectPrefix.value}/t/${tenant}/a/${platformApplication}/n/plugin` +
      `${scope}${certificatePart(certificate, version)}`,
    audience: ficAudience.value,
  };
}
