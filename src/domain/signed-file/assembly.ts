/** A PE file: its Authenticode signature and whether that is still valid for the file. */
import { type Authenticode, peDigest, readSignatures } from './authenticode.ts';
import { describe } from './certificate.ts';
import { chainOf, distinct } from './chain.ts';
import { certificateOf } from './cms.ts';
import { cmsIsIntact } from './cms-verify.ts';
import type { SignedFile } from './model.ts';
import { type PeLayout, readPeLayout } from './pe.ts';
import { bare, type Signer, signerOf } from './signer.ts';
import { timestampOf } from './timestamp.ts';

export function readAssembly(bytes: Uint8Array): SignedFile {
  const layout = readPeLayout(bytes);
  if (layout.certificates === null) {
    return { ...bare('assembly'), unsigned: layout.strongName ? 'strong-name-only' : 'nothing' };
  }
  const [outer, ...others] = readSignatures(bytes, layout.certificates);
  const signer = signerOf(outer.cms);
  const nested = others.map(({ cms, digest }) => ({ digest, certificate: signerOf(cms).certificate }));
  const cosigners = outer.cms.signers.slice(1).flatMap((one) => certificateOf(one, outer.cms.certificates) ?? []);
  const [certificate, ...otherSigners] = distinct([
    signer.certificate,
    ...cosigners,
    ...nested.map((one) => one.certificate),
  ]).map(describe);
  return {
    ...bare('assembly'),
    certificate: certificate ?? null,
    signature: {
      kind: 'authenticode',
      intact: isIntact(bytes, layout, outer, signer),
      digest: outer.digest,
      timestamp: timestampOf(signer.info, outer.cms.certificates),
      countersigner: null,
      nested: nested.map((one) => ({ digest: one.digest, sha256: describe(one.certificate).sha256 })),
    },
    otherSigners,
    chain: chainOf(signer.certificate, outer.cms.certificates).map(describe),
  };
}

function isIntact(bytes: Uint8Array, layout: PeLayout, outer: Authenticode, signer: Signer): boolean | null {
  if (!Buffer.from(peDigest(bytes, layout, outer.digest)).equals(outer.signed)) return false;
  return cmsIsIntact(outer.cms, signer);
}
