/** When a signature was made, according to a timestamp service: RFC 3161 tokens and the older PKCS#9 countersignature. */
import { createHash } from 'node:crypto';
import { digestName } from './algorithms.ts';
import { attributeValues, certificateOf, parseSignedData, type SignerInfo } from './cms.ts';
import { counterSigners, verifies } from './cms-verify.ts';
import { children, octets, readTlv, tag } from './der.ts';
import { isRepository } from './nuget-signature.ts';
import { isoTime } from './time.ts';
import { algorithmOid, type X509 } from './x509.ts';

/** Authenticode keeps the token under Microsoft's OID, NuGet under the one of RFC 3161. */
const tokens = ['1.3.6.1.4.1.311.3.3.1', '1.2.840.113549.1.9.16.2.14'];
/** Real files have one, or a few from several services. */
const mostTokens = 4;

const signingTime = '1.2.840.113549.1.9.5';

/** Null if there is none, or if it belongs to another signature or does not verify. */
export function timestampOf(signer: SignerInfo, certificates: readonly X509[]): string | null {
  const stamps = tokens.flatMap((type) => attributeValues(signer.unsigned, type)).slice(0, mostTokens);
  for (const token of stamps) {
    const time = tokenTime(token.bytes, signer.signature);
    if (time !== null) return time;
  }
  // A repository countersigns too, and says when; that is its own time, not that of a timestamp service.
  for (const counter of counterSigners(signer).filter((one) => !isRepository(one))) {
    const [time] = attributeValues(counter.signed, signingTime);
    const genuine = verifies(counter, certificateOf(counter, certificates), signer.signature) !== false;
    if (time !== undefined && genuine) return isoTime(time);
  }
  return null;
}

/** TSTInfo (RFC 3161 2.4.2): version, policy, imprint, serial number, time. */
function tokenTime(bytes: Uint8Array, signature: Uint8Array): string | null {
  const { content, certificates, signers } = parseSignedData(bytes);
  const [signer] = signers;
  if (content === null || signer === undefined) return null;
  const [, , imprint, , time] = children(readTlv(content), tag.sequence, 'a time stamp');
  const [algorithm, hashed] = children(imprint, tag.sequence, 'the imprint of a time stamp');
  const digest = digestName(algorithmOid(algorithm, 'the digest of a time stamp'));
  if (digest === null || time === undefined) return null;
  const stamped = createHash(digest).update(signature).digest().equals(octets(hashed, 'the imprint of a time stamp'));
  if (!stamped || verifies(signer, certificateOf(signer, certificates), content) === false) return null;
  return isoTime(time);
}
