/** PKCS#7 files: bags of certificates (.p7b) and detached or wrapped signatures (.p7s). */
import { describe } from './certificate.ts';
import { chainOf, distinct, leafOf } from './chain.ts';
import { parseSignedData } from './cms.ts';
import type { FileKind, SignedFile } from './model.ts';
import { bare, signerOf } from './signer.ts';
import { timestampOf } from './timestamp.ts';
import { Unreadable } from './unreadable.ts';
import type { X509 } from './x509.ts';

/** The signer's certificate if there is a signature, otherwise the leaf. The content is in another file, so `intact` stays null. */
export function readPkcs7(bytes: Uint8Array): SignedFile {
  const cms = parseSignedData(bytes);
  if (cms.signers.length === 0) return certificatesFile('pkcs7', cms.certificates);
  const { info, certificate } = signerOf(cms);
  const file = certificatesFile('pkcs7', cms.certificates, certificate);
  return { ...file, signature: { ...file.signature, timestamp: timestampOf(info, cms.certificates) } };
}

/** A file that holds certificates and no signature. `leaf`: if the container marks it. */
export function certificatesFile(kind: FileKind, certificates: readonly X509[], leaf?: X509): SignedFile {
  const all = distinct(certificates);
  const found = leaf ?? leafOf(all);
  if (found === undefined) throw new Unreadable('certificate-not-in-file', 'it holds no certificate');
  return { ...bare(kind), certificate: describe(found), chain: chainOf(found, all).map(describe) };
}
