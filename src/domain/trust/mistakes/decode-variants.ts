/**
 * The possible readings of a text, each with the mistakes that it assumes. The reading without mistakes comes first;
 * which one is meant shows only against a value that is known to be right.
 */
import { decodeGuid, decodeGuidPrintedOrder, parseGuid } from '../../guid.ts';
import { trimEnd } from '../../trim-end.ts';
import type { MistakeName } from './mistakes.ts';

export interface DecodedVariant {
  /** Lower-case GUID, `Default-` and a GUID, or lower-case hex, by the kind of text. */
  readonly value: string;
  readonly mistakes: readonly MistakeName[];
}

/** Readings of the text after `/t/`: the encoded GUID, or one of its wrong encodings. */
export function decodeTenantVariants(text: string): readonly DecodedVariant[] {
  const guid = parseGuid(text);
  if (guid !== null) return [{ value: guid, mistakes: ['tenant-raw-guid'] }];
  const url = toUrlAlphabet(text);
  const standard: readonly MistakeName[] = url === text ? [] : ['tenant-standard-base64'];
  const ofText = parseGuid(Buffer.from(url, 'base64url').toString('latin1'));
  if (ofText !== null) return [{ value: ofText, mistakes: ['tenant-base64-of-text'] }];
  const right = decodeGuid(url);
  const printed = decodeGuidPrintedOrder(url);
  return [
    ...(right === null ? [] : [{ value: right, mistakes: standard }]),
    ...(printed === null ? [] : [{ value: printed, mistakes: ['tenant-big-endian' as const, ...standard] }]),
  ];
}

/** Readings of the text after `/e/`. */
export function decodeEnvironmentVariants(text: string): DecodedVariant | null {
  const [, word = '', id = ''] = /^(default-)?(.*)$/is.exec(text) ?? [];
  const guid = parseGuid(id);
  if (guid === null) return null;
  const mistakes: MistakeName[] = [];
  if (!id.includes('-')) mistakes.push('environment-without-dashes');
  if (id !== id.toLowerCase() || /[{}()]/.test(id)) mistakes.push('environment-upper-case');
  return { value: word === '' ? guid : `Default-${guid}`, mistakes };
}

/** Readings of the text after `/h/`: 64 hex digits for SHA-256, 40 for SHA-1. */
export function decodeHashVariants(text: string): DecodedVariant | null {
  const hex = text.replaceAll(':', '');
  if (/^[0-9a-f]{64}$/i.test(hex)) {
    // openssl prints fingerprints in upper case and with colons. Colons alone are a malformed segment.
    return { value: hex.toLowerCase(), mistakes: hex === hex.toLowerCase() ? [] : ['hash-upper-case'] };
  }
  if (/^[0-9a-f]{40}$/i.test(hex)) return { value: hex.toLowerCase(), mistakes: ['hash-sha1'] };
  const digest = digestOfBase64(text);
  return digest === null ? null : { value: digest, mistakes: ['hash-base64url'] };
}

/** Readings of the text after `/i/` and `/s/` in version 2: the hash of a name, as hex. */
export function decodeNameHashVariants(text: string): DecodedVariant | null {
  if (/^[0-9a-f]{64}$/i.test(text)) return { value: text.toLowerCase(), mistakes: ['dn-hex-hash'] };
  const digest = digestOfBase64(text);
  if (digest === null) return null;
  return { value: digest, mistakes: toUrlAlphabet(text).length === 86 ? ['dn-hex-hash'] : [] };
}

/** 256 bits in 43 characters: the last one carries four bits, so the two below them must be zero. */
const encodedDigest = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;

/** Base64 of the digest's bytes or of its hex text → the digest in hex. */
function digestOfBase64(text: string): string | null {
  const url = toUrlAlphabet(text);
  if (encodedDigest.test(url)) return Buffer.from(url, 'base64url').toString('hex');
  const inner = Buffer.from(url, 'base64url').toString('latin1');
  return /^[A-Za-z0-9_-]{86}$/.test(url) && /^[0-9a-f]{64}$/i.test(inner) ? inner.toLowerCase() : null;
}

/** The form of version 2 after `/i/` and `/s/`. */
export function isNameHash(text: string): boolean {
  return encodedDigest.test(text);
}

function toUrlAlphabet(text: string): string {
  return trimEnd(text.replaceAll('+', '-').replaceAll('/', '_'), '=');
}
