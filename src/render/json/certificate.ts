/** The JSON of a certificate: the stable part of the model, without bytes. A signature is the model itself. */
import type { Certificate, PlatformNames } from '../../domain/signed-file/model.ts';

export interface CertificateJson {
  readonly subject: string;
  readonly issuer: string;
  readonly sha1: string;
  readonly sha256: string;
  readonly serialNumber: string;
  readonly selfSigned: boolean;
  readonly verifiesWithOwnKey: boolean | null;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly names: readonly PlatformNames[];
  readonly namesDiffer: string | null;
  readonly keyAlgorithm: string;
  readonly signatureAlgorithm: string;
  readonly extendedKeyUsage: readonly string[] | null;
  readonly keyUsage: readonly string[] | null;
}

export function certificateJson(certificate: Certificate): CertificateJson {
  return {
    subject: certificate.subject,
    issuer: certificate.issuer,
    sha1: certificate.sha1,
    sha256: certificate.sha256,
    serialNumber: certificate.serialNumber,
    selfSigned: certificate.selfSigned,
    verifiesWithOwnKey: certificate.verifiesWithOwnKey,
    notBefore: certificate.notBefore,
    notAfter: certificate.notAfter,
    names: certificate.names,
    namesDiffer: certificate.namesDiffer,
    keyAlgorithm: certificate.keyAlgorithm,
    signatureAlgorithm: certificate.signatureAlgorithm,
    extendedKeyUsage: certificate.extendedKeyUsage,
    keyUsage: certificate.keyUsage,
  };
}
