/** What is read from a file with a signing certificate. Plain data; docs/interface.md describes the JSON. */

export type Platform = 'any' | 'windows' | 'linux';

/** A name as .NET prints it on one platform, with its version 2 hash (43 characters, base64url of SHA-256). */
export interface PlatformNames {
  readonly platform: Platform;
  readonly subject: string;
  readonly issuer: string;
  readonly subjectHash: string;
  readonly issuerHash: string;
}

export interface Certificate {
  readonly der: Uint8Array;
  /** The form that the documented version 2 subject hashes: the Windows one where platforms differ. */
  readonly subject: string;
  readonly issuer: string;
  /** Encoded Names, for comparing and for recomputing mistakes. */
  readonly subjectDer: Uint8Array;
  readonly issuerDer: Uint8Array;
  /** Every common name (2.5.4.3) in encoded order; never OU, O or e-mail. */
  readonly subjectCommonNames: readonly string[];
  readonly issuerCommonNames: readonly string[];
  /** 40 upper-case hex. */
  readonly sha1: string;
  /** 64 lower-case hex. */
  readonly sha256: string;
  /** Lower-case hex of the encoded integer's bytes, as .NET's SerialNumber but lower case. */
  readonly serialNumber: string;
  /** Encoded subject equals encoded issuer. */
  readonly selfSigned: boolean;
  /** Only when selfSigned: the signature verifies with its own key. Null: not self-signed, or algorithm unknown. */
  readonly verifiesWithOwnKey: boolean | null;
  /** ISO 8601, seconds, Z. */
  readonly notBefore: string;
  readonly notAfter: string;
  /** One row `any` where platforms agree, else `windows` and `linux`. */
  readonly names: readonly PlatformNames[];
  /** Why the platforms print this certificate's names differently, one sentence; null where they agree. */
  readonly namesDiffer: string | null;
  readonly keyAlgorithm: string;
  readonly signatureAlgorithm: string;
  /** OIDs; null when the extension is absent. */
  readonly extendedKeyUsage: readonly string[] | null;
  /** Names of the key usage bits; null when the extension is absent. */
  readonly keyUsage: readonly string[] | null;
}

export interface Signature {
  readonly kind: 'authenticode' | 'nuget' | null;
  /** The digest over the file is the signed one and the CMS signature verifies; null where that cannot be judged. */
  readonly intact: boolean | null;
  readonly digest: string | null;
  readonly timestamp: string | null;
  /** Subject of a repository countersignature (nuget). */
  readonly countersigner: string | null;
  readonly nested: readonly { readonly digest: string; readonly sha256: string }[];
}

export type FileKind = 'assembly' | 'package' | 'certificate' | 'pem' | 'pfx' | 'pkcs7';

/** One file, read. `certificate` null means unsigned (a finding, not an error). */
export interface SignedFile {
  readonly kind: FileKind;
  readonly certificate: Certificate | null;
  readonly signature: Signature;
  /** End-entity certificates of other signatures in the file that differ from `certificate`. */
  readonly otherSigners: readonly Certificate[];
  /** The embedded chain, signer first, as far as it can be followed inside the file. */
  readonly chain: readonly Certificate[];
  /** What was found instead of a signature. */
  readonly unsigned: 'nothing' | 'strong-name-only' | 'signed-dll-inside' | 'repository-only' | null;
  /** For `repository-only`: who signed. */
  readonly signedByRepository: string | null;
}
