/**
 * GUIDs as text, and as the 22 characters that a subject holds. .NET's `Guid.ToByteArray()` swaps the bytes of the first
 * three groups and leaves the last two; the subject is the base64url of those bytes (documented; vectors from .NET).
 */

const textForms = [
  /^([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})$/i,
  /^\{([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})\}$/i,
  /^\(([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})\)$/i,
  /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/i,
] as const;

/** 128 bits in 22 characters: the last one carries two bits, so the four below them must be zero. */
const encodedForm = /^[A-Za-z0-9_-]{21}[AQgw]$/;

/** Any usual notation → lower case with dashes; null if the text is not a GUID. */
export function parseGuid(text: string): string | null {
  for (const form of textForms) {
    const groups = form.exec(text);
    if (groups) return groups.slice(1).join('-').toLowerCase();
  }
  return null;
}

/** GUID (any text form) → 22 characters, .NET byte order. */
export function encodeGuid(guid: string): string {
  return swapped(bytesAsPrinted(guid)).toString('base64url');
}

/** 22 characters → lower-case GUID; null unless they are a canonical encoding of 128 bits. */
export function decodeGuid(encoded: string): string | null {
  return encodedForm.test(encoded) ? textOf(swapped(Buffer.from(encoded, 'base64url'))) : null;
}

/** A common mistake: the bytes in printed order ("big-endian"). */
export function encodeGuidPrintedOrder(guid: string): string {
  return bytesAsPrinted(guid).toString('base64url');
}

/** Decodes in printed order, to recognize that mistake; null as for `decodeGuid`. */
export function decodeGuidPrintedOrder(encoded: string): string | null {
  return encodedForm.test(encoded) ? textOf(Buffer.from(encoded, 'base64url')) : null;
}

/** Another common mistake: base64url of the 36 characters. */
export function encodeGuidText(guid: string): string {
  return Buffer.from(normalized(guid), 'utf8').toString('base64url');
}

function normalized(guid: string): string {
  const text = parseGuid(guid);
  if (text === null) throw new RangeError(`not a GUID: ${guid}`);
  return text;
}

function bytesAsPrinted(guid: string): Buffer {
  return Buffer.from(normalized(guid).replaceAll('-', ''), 'hex');
}

function swapped(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  copy.subarray(0, 4).reverse();
  copy.subarray(4, 6).reverse();
  copy.subarray(6, 8).reverse();
  return copy;
}

function textOf(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
