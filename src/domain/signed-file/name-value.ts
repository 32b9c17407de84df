/** How .NET reads one attribute value of a distinguished name, by platform (identity-formats 4.4, 4.5, 4.5a). */
import type { Tlv } from './der.ts';

/**
 * A value as one platform reads it: `text` may need quotes, `hex` never has any. `undecodable`: the platform rejects
 * the whole name. `unknown`: the behavior of the platform is not known.
 */
export type Reading =
  | { readonly as: 'text' | 'hex'; readonly value: string }
  | { readonly as: 'undecodable' }
  | { readonly as: 'unknown' };

const constructed = 0x20;
const octetString = 4;
const utf8 = 12;
const teletex = 20;
const universal = 28;
const bmp = 30;

/** Strings of one byte a character, with the alphabet that .NET's managed decoder enforces; null: it does not read them as text. */
const singleByte: Readonly<Record<number, { readonly type: string; readonly alphabet: RegExp | null }>> = {
  18: { type: 'NumericString', alphabet: /^[0-9 ]*$/ },
  19: { type: 'PrintableString', alphabet: /^[A-Za-z0-9 '()+,\-./:=?]*$/ },
  21: { type: 'VideotexString', alphabet: null },
  22: { type: 'IA5String', alphabet: /^[\0-\x7f]*$/ },
  25: { type: 'GraphicString', alphabet: null },
  26: { type: 'VisibleString', alphabet: null },
  27: { type: 'GeneralString', alphabet: null },
};

export function readOnLinux(value: Tlv): Reading {
  const { content } = value;
  if (isConstructedString(value.tag)) return { as: 'undecodable' };
  if (value.tag === octetString) return hex(content);
  if (value.tag === utf8) return text(decodeUtf8(content), 'undecodable');
  if (value.tag === teletex) return text(decodeUtf8(content) ?? latin1(content), 'undecodable');
  if (value.tag === bmp) return text(decodeUcs2(content, false), 'undecodable');
  const alphabet = singleByte[value.tag]?.alphabet;
  if (alphabet === null || alphabet === undefined) return hex(value.bytes);
  const decoded = latin1(content);
  return text(alphabet.test(decoded) ? decoded : null, 'undecodable');
}

/** A constructed string, which DER forbids (X.690 10.2). */
function isConstructedString(type: number): boolean {
  const primitive = type & ~constructed;
  const known = primitive === octetString || primitive === utf8 || primitive === teletex || primitive === bmp;
  return type !== primitive && (known || singleByte[primitive]?.alphabet != null);
}

/** By rule, not run on Windows: alphabets are not enforced, and every string type is text. */
export function readOnWindows(value: Tlv): Reading {
  const { content } = value;
  if (isConstructedString(value.tag)) return { as: 'unknown' };
  if (value.tag === bmp) return text(decodeUcs2(content, true), 'unknown');
  if (value.tag === utf8) return text(decodeUtf8(content), 'unknown');
  if (value.tag === universal) return text(decodeUcs4(content), 'unknown');
  return singleByte[value.tag] === undefined ? readOnLinux(value) : text(latin1(content), 'unknown');
}

/** Which rule of Linux the encoding violates, as a clause; null if none. */
export function whyUndecodable(value: Tlv): string | null {
  if (readOnLinux(value).as !== 'undecodable') return null;
  if (isConstructedString(value.tag)) return 'a string is encoded in pieces';
  const single = singleByte[value.tag];
  if (single !== undefined) {
    const outside = [...latin1(value.content)].find((character) => single.alphabet?.test(character) === false);
    return `'${outside}' is not allowed in a ${single.type}`;
  }
  return value.tag === bmp
    ? 'a BMPString holds what is not one 16-bit character each'
    : 'a UTF8String is not valid UTF-8';
}

/** Trailing NULs belong to no value: Windows' C strings end there and .NET cuts them off elsewhere, to print the same. */
function text(decoded: string | null, otherwise: 'undecodable' | 'unknown'): Reading {
  return decoded === null ? { as: otherwise } : { as: 'text', value: withoutTrailingNuls(decoded) };
}

function withoutTrailingNuls(decoded: string): string {
  let end = decoded.length;
  while (end > 0 && decoded.charCodeAt(end - 1) === 0) end--;
  return decoded.slice(0, end);
}

function hex(bytes: Uint8Array): Reading {
  return { as: 'hex', value: `#${Buffer.from(bytes).toString('hex').toUpperCase()}` };
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}

function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

function decodeUcs2(bytes: Uint8Array, surrogates: boolean): string | null {
  if (bytes.length % 2 !== 0) return null;
  const decoded = Buffer.from(bytes).swap16().toString('utf16le');
  return !surrogates && /[\ud800-\udfff]/.test(decoded) ? null : decoded;
}

function decodeUcs4(bytes: Uint8Array): string | null {
  if (bytes.length % 4 !== 0) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const points = Array.from({ length: bytes.length / 4 }, (_, index) => view.getUint32(index * 4));
  return points.some((point) => point > 0x10ffff) ? null : points.map((point) => String.fromCodePoint(point)).join('');
}
