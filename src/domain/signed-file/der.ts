/**
 * A reader of ASN.1 in BER and DER (X.690) over a byte array. It never copies, never reads outside the given bytes and
 * never recurses along a length that the file claims. The caller requests each level, because it knows the structure.
 */
import { Malformed } from './unreadable.ts';

/** One tag, length and value. `bytes` is the whole of it, `content` the value; both are views of the file. */
export interface Tlv {
  /** The identifier octet, class and constructed bit included; tags above 30 are refused. */
  readonly tag: number;
  readonly bytes: Uint8Array;
  readonly content: Uint8Array;
}

export const tag = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  utf8String: 0x0c,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
  /** [n], constructed: an explicit tag, or an implicit one over a sequence or set. */
  context: (n: number): number => 0xa0 + n,
  /** [n], primitive: an implicit tag over a string. */
  contextPrimitive: (n: number): number => 0x80 + n,
} as const;

/** `der` refuses what only BER allows: indefinite and needlessly long lengths. */
export type Rules = 'ber' | 'der';

const deepest = 32;

/** More than any structure has on one level. An element costs many times its two bytes in memory. */
const mostElements = 4096;

export function readTlv(bytes: Uint8Array, offset = 0, rules: Rules = 'ber'): Tlv {
  return read(bytes, offset, rules, 0);
}

/** The elements that stand one after another in `content`, which must end where the last of them ends. */
export function readAll(content: Uint8Array, rules: Rules = 'ber'): Tlv[] {
  const found: Tlv[] = [];
  for (let offset = 0; offset < content.length; ) {
    const tlv = read(content, offset, rules, 0);
    if (found.push(tlv) > mostElements) throw new Malformed('an ASN.1 element has more parts than any real one');
    offset += tlv.bytes.length;
  }
  return found;
}

/** The elements inside `tlv`, whose tag must be `expected`. `what` names it in the error. */
export function children(tlv: Tlv | undefined, expected: number, what: string, rules: Rules = 'ber'): Tlv[] {
  return readAll(need(tlv, expected, what).content, rules);
}

/** `tlv`, if it is there and has the tag. */
export function need(tlv: Tlv | undefined, expected: number, what: string): Tlv {
  if (tlv === undefined) throw new Malformed(`${what} is missing`);
  if (tlv.tag !== expected) {
    throw new Malformed(`${what} has the ASN.1 tag ${hexByte(tlv.tag)} instead of ${hexByte(expected)}`);
  }
  return tlv;
}

/** The bytes of an OCTET STRING; BER may deliver them in pieces, which are then joined. */
export function octets(tlv: Tlv | undefined, what: string): Uint8Array {
  if (tlv !== undefined && (tlv.tag & 0x20) !== 0) {
    return Buffer.concat(readAll(tlv.content).map((piece) => need(piece, tag.octetString, what).content));
  }
  return need(tlv, tag.octetString, what).content;
}

/** The value of a BIT STRING whose bits fill whole bytes, as keys and signatures do. */
export function bits(tlv: Tlv | undefined, what: string): Uint8Array {
  return need(tlv, tag.bitString, what).content.subarray(1);
}

/** A small non-negative INTEGER: versions, iteration counts. */
export function smallInteger(tlv: Tlv | undefined, what: string): number {
  const { content } = need(tlv, tag.integer, what);
  if (content.length === 0 || content.length > 5 || (content[0] ?? 0) > 0x7f) {
    throw new Malformed(`${what} is not a small positive number`);
  }
  return content.reduce((value, byte) => value * 256 + byte, 0);
}

/** Dotted form of an OBJECT IDENTIFIER. */
export function oid(tlv: Tlv | undefined, what: string): string {
  const { content } = need(tlv, tag.oid, what);
  const last = content.at(-1);
  if (last === undefined || last > 0x7f || content.length > 64) throw new Malformed(`${what} is not an OID`);
  const arcs: bigint[] = [];
  let arc = 0n;
  let start = true;
  for (const byte of content) {
    if (start && byte === 0x80) throw new Malformed(`${what} is not an OID`);
    start = byte < 0x80;
    arc = arc * 128n + BigInt(byte & 0x7f);
    if (start) {
      arcs.push(arc);
      arc = 0n;
    }
  }
  const [first = 0n, ...rest] = arcs;
  const root = first < 80n ? first / 40n : 2n;
  return [root, first - root * 40n, ...rest].join('.');
}

function read(bytes: Uint8Array, offset: number, rules: Rules, depth: number): Tlv {
  const identifier = bytes[offset];
  const first = bytes[offset + 1];
  if (identifier === undefined || first === undefined) throw new Malformed('an ASN.1 element is cut off');
  if ((identifier & 0x1f) === 0x1f) throw new Malformed('an ASN.1 tag above 30 stands where none belongs');
  if (first === 0x80) return indefinite(bytes, offset, identifier, rules, depth);
  let header = 2;
  let length = first;
  if (first > 0x80) {
    const count = first & 0x7f;
    if (count > 4) throw new Malformed('an ASN.1 element claims to be longer than 4 GB');
    header += count;
    if (offset + header > bytes.length) throw new Malformed('an ASN.1 element is cut off');
    length = bytes.subarray(offset + 2, offset + header).reduce((value, byte) => value * 256 + byte, 0);
    if (rules === 'der' && (length < 0x80 || length < 256 ** (count - 1))) {
      throw new Malformed('an ASN.1 length is longer than it has to be');
    }
  }
  const end = offset + header + length;
  if (end > bytes.length) {
    throw new Malformed(`an ASN.1 element claims ${length} bytes where ${bytes.length - offset - header} are left`);
  }
  return { tag: identifier, bytes: bytes.subarray(offset, end), content: bytes.subarray(offset + header, end) };
}

/** X.690 8.1.3.6: the value ends at two zero bytes. Nested ones are walked, so the depth is limited. */
function indefinite(bytes: Uint8Array, offset: number, identifier: number, rules: Rules, depth: number): Tlv {
  if (rules === 'der' || (identifier & 0x20) === 0 || depth === deepest) {
    throw new Malformed('an ASN.1 element has no length where it needs one');
  }
  let end = offset + 2;
  while (bytes[end] !== 0 || bytes[end + 1] !== 0) end += read(bytes, end, rules, depth + 1).bytes.length;
  return { tag: identifier, bytes: bytes.subarray(offset, end + 2), content: bytes.subarray(offset + 2, end) };
}

function hexByte(value: number): string {
  return `0x${value.toString(16).padStart(2, '0')}`;
}
