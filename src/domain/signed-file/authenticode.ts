/**
 * Authenticode signatures in a PE file ("Windows Authenticode Portable Executable Signature Format", Microsoft 2008).
 * The bytes are hashed in place, without a copy.
 */
import { createHash } from 'node:crypto';
import { digestName } from './algorithms.ts';
import { attributeValues, parseSignedData, type SignedData } from './cms.ts';
import { children, octets, readTlv, tag } from './der.ts';
import type { PeLayout } from './pe.ts';
import { Malformed, Unreadable } from './unreadable.ts';
import { algorithmOid } from './x509.ts';

const spcIndirectData = '1.3.6.1.4.1.311.2.1.4';
const nestedSignature = '1.3.6.1.4.1.311.2.4.1';
const pkcsSignedData = 2;

/** Real files have one or two signatures, for old and new systems. */
const mostOthers = 16;

export interface Authenticode {
  readonly cms: SignedData;
  /** Node's name of the digest over the file, and the digest that was signed. */
  readonly digest: string;
  readonly signed: Uint8Array;
}

/** The signatures of a file: those of the certificate table in order, each followed by the ones nested in it. */
export function readSignatures(
  bytes: Uint8Array,
  table: { offset: number; size: number },
): [Authenticode, ...Authenticode[]] {
  const [first, ...rest] = entries(bytes.subarray(table.offset, table.offset + table.size)).flatMap(withNested);
  if (first === undefined) throw new Malformed('its certificate table holds no signature');
  if (rest.length > mostOthers) throw new Malformed('it holds more signatures than any real file');
  return [first, ...rest];
}

/** The digest over a file, without the checksum, the directory entry and the certificate table itself. */
export function peDigest(bytes: Uint8Array, layout: PeLayout, digest: string): Uint8Array {
  const { checksum, directory, certificates } = layout;
  const hash = createHash(digest).update(bytes.subarray(0, checksum));
  if (directory === null || certificates === null) return hash.update(bytes.subarray(checksum + 4)).digest();
  return hash
    .update(bytes.subarray(checksum + 4, directory))
    .update(bytes.subarray(directory + 8, certificates.offset))
    .update(bytes.subarray(certificates.offset + certificates.size))
    .digest();
}

/** WIN_CERTIFICATE: length, revision, type, then the signature; each starts at a multiple of eight bytes. */
function entries(table: Uint8Array): Uint8Array[] {
  const view = new DataView(table.buffer, table.byteOffset, table.length);
  const found: Uint8Array[] = [];
  for (let offset = 0; offset + 8 <= table.length; ) {
    const length = view.getUint32(offset, true);
    if (length === 0 && found.length > 0) break;
    if (length < 8 || offset + length > table.length) {
      throw new Malformed(`an entry of its certificate table claims ${length} bytes of ${table.length - offset}`);
    }
    if (view.getUint16(offset + 6, true) === pkcsSignedData) found.push(table.subarray(offset + 8, offset + length));
    offset += Math.ceil(length / 8) * 8;
  }
  return found;
}

function withNested(bytes: Uint8Array): Authenticode[] {
  const outer = read(bytes);
  const nested = attributeValues(outer.cms.signers[0]?.unsigned ?? null, nestedSignature);
  return [outer, ...nested.map((value) => read(value.bytes))];
}

/** SpcIndirectDataContent: what kind of file, then the digest over it. `content` is its value without tag and length. */
function read(bytes: Uint8Array): Authenticode {
  const cms = parseSignedData(bytes);
  if (cms.contentType !== spcIndirectData || cms.content === null) {
    throw new Malformed('its signature is not about a PE file');
  }
  const data = readTlv(cms.content);
  const [algorithm, value] = children(readTlv(cms.content, data.bytes.length), tag.sequence, 'the signed digest');
  const oid = algorithmOid(algorithm, 'the digest algorithm');
  const digest = digestName(oid);
  if (digest === null) throw new Unreadable('file-not-recognised', `its signature uses the digest algorithm ${oid}`);
  return { cms, digest, signed: octets(value, 'the signed digest') };
}
