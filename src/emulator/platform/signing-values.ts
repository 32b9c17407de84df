/** The values of a signing certificate that a subject is built from. */
import { createHash } from 'node:crypto';
import { type RecordedCertificate, recordedCertificate } from '../recorded.ts';
import type { SigningCertificate } from '../world/model.ts';

export type SigningValues = Pick<
  RecordedCertificate,
  'sha1' | 'sha256' | 'selfSigned' | 'subjectCommonName' | 'issuerCommonName' | 'subjectHash' | 'issuerHash'
>;

/** The form documented for version 2: base64url of the SHA-256 of the name as .NET prints it. */
const nameHash = (name: string) => createHash('sha256').update(name).digest('base64url');

/** A comma inside quotes belongs to the value. */
const commonName = (name: string) => /(?:^|, )CN=("[^"]*"|[^,]*)/.exec(name)?.[1]?.replaceAll('"', '') ?? name;

/** Null when no fixture has this name. */
export function signingValues(certificate: string | SigningCertificate): SigningValues | null {
  if (typeof certificate === 'string') return recordedCertificate(certificate);
  const { sha1, sha256, selfSigned, subject, issuer, subjectCommonName, issuerCommonName } = certificate;
  return {
    sha1: sha1.toUpperCase(),
    sha256: sha256.toLowerCase(),
    selfSigned,
    subjectCommonName: subjectCommonName ?? commonName(subject),
    issuerCommonName: issuerCommonName ?? commonName(issuer),
    subjectHash: nameHash(subject),
    issuerHash: nameHash(issuer),
  };
}
