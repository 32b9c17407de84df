/** Values that other programs recorded about the fixtures' certificates and files. The emulator presents them and never computes them. */
import content from './content.json' with { type: 'json' };
import certificates from './recorded.json' with { type: 'json' };

export interface RecordedCertificate {
  /** The fixture that the values belong to. */
  readonly fixture: string;
  /** Names as .NET prints them. */
  readonly subject: string;
  readonly issuer: string;
  /** Name of the issuer's issuer, for the mistake of hashing the root; null for a self-signed certificate. */
  readonly issuerOfIssuer: string | null;
  readonly subjectCommonName: string;
  readonly issuerCommonName: string;
  readonly sha1: string;
  readonly sha256: string;
  /** SHA-256 of the certificate's PEM file, a common mistake. */
  readonly pemSha256: string;
  /** base64url of the SHA-256 of the name, the form documented for version 2. */
  readonly subjectHash: string;
  readonly issuerHash: string;
  readonly selfSigned: boolean;
}

export interface RecordedFile {
  readonly fixture: string;
  /** Name of the certificate whose signature counts; null for unsigned content. */
  readonly certificate: string | null;
  readonly base64: string;
}

const knownCertificates: Readonly<Record<string, RecordedCertificate>> = certificates;
const knownFiles: Readonly<Record<string, RecordedFile>> = content;

/** Null when no fixture has this name. */
export function recordedCertificate(name: string): RecordedCertificate | null {
  return knownCertificates[name] ?? null;
}

/** Null when the emulator carries no file of this name. */
export function recordedFile(name: string): RecordedFile | null {
  return knownFiles[name] ?? null;
}
