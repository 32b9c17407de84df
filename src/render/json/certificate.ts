/** The JSON of a certificate: the stable part of the model, without bytes. A signature is the model itself. */
import type { Certificate } from '../../domain/signed-file/model.ts';

const fields = [
  'subject',
  'issuer',
  'sha1',
  'sha256',
  'serialNumber',
  'selfSigned',
  'verifiesWithOwnKey',
  'notBefore',
  'notAfter',
  'names',
  'namesDiffer',
  'keyAlgorithm',
  'signatureAlgorithm',
  'extendedKeyUsage',
  'keyUsage',
] as const;

export type CertificateJson = Pick<Certificate, (typeof fields)[number]>;

export function certificateJson(certificate: Certificate): CertificateJson {
  return Object.fromEntries(fields.map((field) => [field, certificate[field]])) as unknown as CertificateJson;
}
