/**
 * Whether a certificate can sign plug-ins, before anything is signed with it. Requirements of NuGet's author signature:
 * learn.microsoft.com/nuget/reference/errors-and-warnings (NU3013, NU3014, NU3015, NU3018) and
 * learn.microsoft.com/nuget/reference/signed-packages-reference, read 2026-11-28. Authenticode requires less.
 */
import { X509Certificate } from 'node:crypto';
import type { Certificate } from './model.ts';

export type SigningProblemName =
  | 'expired'
  | 'not-yet-valid'
  | 'expires-soon'
  | 'not-for-code-signing'
  | 'lifetime-signing'
  | 'key-not-rsa'
  | 'key-too-short'
  | 'weak-signature'
  | 'untrusted-root';

export interface SigningProblem {
  readonly name: SigningProblemName;
  /** What it keeps the certificate from signing; null: it is only worth knowing. */
  readonly prevents: 'assemblies-and-packages' | 'packages' | null;
  /** The code that NuGet gives, where there is one. */
  readonly nuget: `NU${number}` | null;
}

export interface SigningVerdict {
  readonly status: 'usable' | 'usable-with-warnings' | 'not-for-packages' | 'unusable';
  /** Whole days until the certificate expires; negative after that. */
  readonly daysLeft: number;
  /** Null for a key that is not RSA, and for one that cannot be read. */
  readonly rsaKeyBits: number | null;
  readonly problems: readonly SigningProblem[];
}

const codeSigning = '1.3.6.1.5.5.7.3.3';
const lifetimeSigning = '1.3.6.1.4.1.311.10.3.13';
const day = 24 * 60 * 60 * 1000;
const soon = 30;
const shortestKey = 2048;

export function signingVerdict(certificate: Certificate, now: Date): SigningVerdict {
  const { notAfter, notBefore, extendedKeyUsage, signatureAlgorithm, selfSigned, verifiesWithOwnKey } = certificate;
  const daysLeft = Math.floor((Date.parse(notAfter) - now.getTime()) / day);
  const rsaKeyBits = rsaBitsOf(certificate);
  const problems: SigningProblem[] = [];
  const add = (name: SigningProblemName, prevents: SigningProblem['prevents'], nuget: SigningProblem['nuget'] = null) =>
    void problems.push({ name, prevents, nuget });

  if (daysLeft < 0) add('expired', 'assemblies-and-packages');
  if (Date.parse(notBefore) > now.getTime()) add('not-yet-valid', 'assemblies-and-packages', 'NU3017');
  // Without the extension any purpose is allowed (RFC 5280). The vendor's sample signs assemblies with e-mail protection.
  if (extendedKeyUsage !== null && !extendedKeyUsage.includes(codeSigning)) add('not-for-code-signing', 'packages');
  if (extendedKeyUsage?.includes(lifetimeSigning) === true) add('lifetime-signing', 'packages', 'NU3015');
  if (certificate.keyAlgorithm !== 'RSA') add('key-not-rsa', 'packages', 'NU3014');
  if (rsaKeyBits !== null && rsaKeyBits < shortestKey) add('key-too-short', 'packages', 'NU3014');
  if (/sha1|md5/i.test(signatureAlgorithm)) add('weak-signature', 'packages', 'NU3013');
  if (daysLeft >= 0 && daysLeft < soon) add('expires-soon', null);
  if (selfSigned && verifiesWithOwnKey !== false) add('untrusted-root', null, 'NU3018');
  return { status: statusOf(problems), daysLeft, rsaKeyBits, problems };
}

function statusOf(problems: readonly SigningProblem[]): SigningVerdict['status'] {
  if (problems.some(({ prevents }) => prevents === 'assemblies-and-packages')) return 'unusable';
  if (problems.some(({ prevents }) => prevents === 'packages')) return 'not-for-packages';
  return problems.length > 0 ? 'usable-with-warnings' : 'usable';
}

function rsaBitsOf({ der }: Certificate): number | null {
  try {
    return new X509Certificate(der).publicKey.asymmetricKeyDetails?.modulusLength ?? null;
  } catch (error) {
    // OpenSSL does not know every algorithm and rejects some encodings that Windows accepts.
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
}
