/** The signer with its certificate, and the initial facts of a file without a signature. */
import { certificateOf, type SignedData, type SignerInfo } from './cms.ts';
import type { FileKind, SignedFile } from './model.ts';
import { Malformed, Unreadable } from './unreadable.ts';
import type { X509 } from './x509.ts';

export interface Signer {
  readonly info: SignerInfo;
  readonly certificate: X509;
}

/** The first signer, with the certificate that it names. */
export function signerOf(cms: SignedData): Signer {
  const [info] = cms.signers;
  if (info === undefined) throw new Malformed('its signature has no signer');
  const certificate = certificateOf(info, cms.certificates);
  if (certificate === undefined) {
    throw new Unreadable('certificate-not-in-file', "the certificate of the signature's signer is not embedded");
  }
  return { info, certificate };
}

/** The facts of a file without a signature or certificate. */
export function bare(kind: FileKind): SignedFile {
  return {
    kind,
    certificate: null,
    signature: { kind: null, intact: null, digest: null, timestamp: null, countersigner: null, nested: [] },
    otherSigners: [],
    chain: [],
    unsigned: null,
    signedByRepository: null,
  };
}
