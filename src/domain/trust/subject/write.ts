/** Writes a subject from its parts, without judging them. */
import { encodeGuid } from '../../guid.ts';

/** SHA-256 in lower-case hex, for a self-signed certificate of versions 1 and 2. */
export interface HashPart {
  readonly kind: 'hash';
  readonly sha256: string;
}

/** `names`: common names (version 1, version 0); `hashed-names`: base64url of SHA-256 of the names (version 2). */
export interface NamesPart {
  readonly kind: 'names' | 'hashed-names';
  readonly issuer: string;
  readonly subject: string;
}

/** SHA-1 in upper-case hex, for a self-signed certificate of version 0. */
export interface ThumbprintPart {
  readonly kind: 'thumbprint';
  readonly sha1: string;
}

export interface PlugInSubject {
  /** `/eid1/c/pub` and the like. */
  readonly prefix: string;
  readonly tenantId: string;
  readonly applicationId: string;
  /** GUID or `Default-` and a GUID, as it appears in the subject. */
  readonly environmentId: string;
  readonly certificate: HashPart | NamesPart;
}

export interface LegacySubject {
  readonly environmentId: string;
  readonly certificate: ThumbprintPart | (NamesPart & { readonly kind: 'names' });
}

/** The subject of versions 1 and 2. */
export function writeSubject({ prefix, tenantId, applicationId, environmentId, certificate }: PlugInSubject): string {
  const head = `${prefix}/t/${encodeGuid(tenantId)}/a/${encodeGuid(applicationId)}/n/plugin/e/${environmentId}`;
  return certificate.kind === 'hash'
    ? `${head}/h/${certificate.sha256}`
    : `${head}/i/${certificate.issuer}/s/${certificate.subject}`;
}

/** The subject of version 0. Packages are presented as assemblies too (inferred; no other word was ever seen). */
export function writeLegacySubject({ environmentId, certificate }: LegacySubject): string {
  const signer =
    certificate.kind === 'thumbprint'
      ? `thumbprint:${certificate.sha1}`
      : `subject:${certificate.subject},issuer:${certificate.issuer}`;
  return `component:pluginassembly,${signer},environment:${environmentId}`;
}
