/** Whether a CMS signature was made over its content by the certificate that it names (RFC 5652 5.4, 5.6). */
import { createHash, createPublicKey, createVerify, type KeyObject } from 'node:crypto';
import { digestName, signatureScheme } from './algorithms.ts';
import { attributeValues, certificateOf, parseSigner, type SignedData, type SignerInfo } from './cms.ts';
import { octets, tag } from './der.ts';
import type { Signer } from './signer.ts';
import type { X509 } from './x509.ts';

const messageDigest = '1.2.840.113549.1.9.4';
const counterSignature = '1.2.840.113549.1.9.6';

/** Each costs a verification; real files have one. */
const mostCounterSigners = 8;

/** True, false, or null where it cannot be judged: an unknown algorithm, or no certificate. */
export function verifies(signer: SignerInfo, certificate: X509 | undefined, content: Uint8Array): boolean | null {
  const digest = digestName(signer.digestAlgorithm);
  const scheme = digest === null ? null : signatureScheme(signer.signatureAlgorithm, digest);
  const key = certificate === undefined ? null : publicKey(certificate);
  if (digest === null || scheme === null || key === null) return null;
  if (signer.signed !== null && !holdsDigest(signer, digest, content)) return false;
  const verify = createVerify(scheme.digest);
  if (signer.signed === null) verify.update(content);
  // Signed as the SET OF that they are, not with the implicit tag [0] that they are stored with.
  else verify.update(Uint8Array.of(tag.set)).update(signer.signed.bytes.subarray(1));
  return verify.verify({ key, ...scheme.options }, signer.signature);
}

/** Whether the signature verifies, and with it every countersignature (RFC 5652 11.4) that can be judged. */
export function cmsIsIntact({ content, certificates }: SignedData, { info, certificate }: Signer): boolean | null {
  const intact = content === null ? null : verifies(info, certificate, content);
  const countersigned = counterSigners(info).every(
    (counter) => verifies(counter, certificateOf(counter, certificates), info.signature) !== false,
  );
  return countersigned ? intact : false;
}

/** Signers of the signature itself: older timestamp services, repositories. */
export function counterSigners(signer: SignerInfo): SignerInfo[] {
  return attributeValues(signer.unsigned, counterSignature).slice(0, mostCounterSigners).map(parseSigner);
}

function holdsDigest(signer: SignerInfo, digest: string, content: Uint8Array): boolean {
  const [value] = attributeValues(signer.signed, messageDigest);
  if (value === undefined) return false;
  return createHash(digest).update(content).digest().equals(octets(value, 'a message digest'));
}

/** Null if Node's OpenSSL cannot read this kind of key. */
function publicKey(certificate: X509): KeyObject | null {
  try {
    return createPublicKey({ key: Buffer.from(certificate.publicKey), format: 'der', type: 'spki' });
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_OSSL')) return null;
    throw error;
  }
}
