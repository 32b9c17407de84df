/** What NuGet signs (NuGet "Package Signatures Technical Specification", github.com/NuGet/Home wiki, read 2026-11). */
import { createHash } from 'node:crypto';
import { digestName } from './algorithms.ts';
import { attributeValues, type SignerInfo } from './cms.ts';
import { children, oid, tag } from './der.ts';
import { Malformed } from './unreadable.ts';
import type { ZipDirectory, ZipEntry } from './zip.ts';

const commitmentType = '1.2.840.113549.1.9.16.2.16';
const proofOfReceipt = '1.2.840.113549.1.9.16.6.2';

/** A repository proves that it received a package; an author, that it came from them. */
export function isRepository(signer: SignerInfo): boolean {
  const commitments = attributeValues(signer.signed, commitmentType);
  return commitments.some(
    (value) => oid(children(value, tag.sequence, 'a commitment')[0], 'a commitment') === proofOfReceipt,
  );
}

/** The signed text: `Version:1`, then `<OID of the digest>-Hash:<base64>`, in lines that end with LF or CRLF. */
export function readSignatureContent(content: Uint8Array): { digest: string; signed: Buffer } {
  const text = Buffer.from(content.subarray(0, 4096)).toString('utf8');
  for (const [, algorithm = '', hash = ''] of text.matchAll(/^([\d.]+)-Hash:([A-Za-z0-9+/=]+)\r?$/gm)) {
    const digest = digestName(algorithm);
    if (digest !== null) return { digest, signed: Buffer.from(hash, 'base64') };
  }
  throw new Malformed('its signature names no hash of the package');
}

/**
 * The hash of the package as it was before `signature` was added: without its local header, data and directory record,
 * with the offsets after it and the counts and sizes of the end record put back.
 */
export function packageDigest(bytes: Uint8Array, zip: ZipDirectory, signature: ZipEntry, digest: string): Buffer {
  const hash = createHash(digest);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const after = zip.entries.map(({ offset }) => offset).filter((offset) => offset > signature.offset);
  const signatureEnd = after.reduce((nearest, offset) => Math.min(nearest, offset), zip.start);
  const removed = signatureEnd - signature.offset;
  hash.update(bytes.subarray(0, signature.offset)).update(bytes.subarray(signatureEnd, zip.start));
  for (const entry of zip.entries) {
    if (entry === signature) continue;
    const { offset, size } = entry.record;
    hash
      .update(bytes.subarray(offset, offset + 42))
      .update(u32(entry.offset - (entry.offset > signature.offset ? removed : 0)))
      .update(bytes.subarray(offset + 46, offset + size));
  }
  return hash
    .update(bytes.subarray(zip.end, zip.end + 8))
    .update(u16(view.getUint16(zip.end + 8, true) - 1))
    .update(u16(view.getUint16(zip.end + 10, true) - 1))
    .update(u32(view.getUint32(zip.end + 12, true) - signature.record.size))
    .update(u32(zip.start - removed))
    .update(bytes.subarray(zip.end + 20))
    .digest();
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value & 0xffff);
  return bytes;
}
