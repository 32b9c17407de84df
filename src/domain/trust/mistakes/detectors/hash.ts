/** Mistakes after `/h/`: which bytes were hashed, and how the hash is written. */
import { createHash } from 'node:crypto';
import type { Certificate } from '../../../signed-file/model.ts';
import type { DiffContext } from '../../diff-context.ts';
import { decodeHashVariants } from '../decode-variants.ts';
import type { MistakeName } from '../mistakes.ts';

export interface HashOrigin {
  /** `own`: of the component's certificate, however made. `other`: of a certificate that is known. `unknown`: of neither. */
  readonly of: 'own' | 'other' | 'unknown';
  readonly mistakes: readonly MistakeName[];
  /** What was hashed, in a few words; null when that is the certificate, as it should be, or is not known. */
  readonly how: string | null;
}

/** Null when the text is no hash in any form. */
export function originOfHash(text: string, right: string | null, hints: DiffContext): HashOrigin | null {
  const reading = decodeHashVariants(text);
  if (reading === null) return null;
  const { value, mistakes } = reading;
  if (value === right) return { of: 'own', mistakes, how: null };
  if (mistakes.includes('hash-sha1')) return originOfThumbprint(value, hints);
  const file = hashedFile(value, hints);
  if (file !== null) return { of: 'own', mistakes: [file.name, ...mistakes], how: file.how };
  const others = hints.otherCertificates ?? [];
  const of = others.some(({ sha256 }) => sha256 === value) ? ('other' as const) : ('unknown' as const);
  return { of, mistakes: ['hash-old-certificate', ...mistakes], how: null };
}

function originOfThumbprint(sha1: string, hints: DiffContext): HashOrigin {
  const is = (certificate: Certificate) => certificate.sha1.toLowerCase() === sha1;
  if (hints.otherCertificates?.some(is)) {
    return { of: 'other', mistakes: ['hash-old-certificate', 'hash-sha1'], how: 'SHA-1 thumbprint' };
  }
  // Without a certificate to compare, 40 hex digits are still no SHA-256 of anything.
  const own = hints.certificate == null || is(hints.certificate);
  return { of: own ? 'own' : 'unknown', mistakes: ['hash-sha1'], how: 'SHA-1 thumbprint' };
}

function hashedFile(
  digest: string,
  { certificate, otherFiles = [] }: DiffContext,
): { name: MistakeName; how: string } | null {
  const given = otherFiles.find((bytes) => sha256(bytes) === digest);
  if (given !== undefined && isPfx(given)) return { name: 'hash-of-pfx', how: 'the PFX file' };
  if (given !== undefined && isPem(given)) return { name: 'hash-of-pem', how: 'the PEM file' };
  const made = certificate == null ? undefined : pemTexts(certificate.der).find(({ text }) => sha256(text) === digest);
  return made === undefined ? null : { name: 'hash-of-pem', how: made.how };
}

function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function isPem(bytes: Uint8Array): boolean {
  return Buffer.from(bytes).includes('-----BEGIN ');
}

/** PKCS#12 is a SEQUENCE that begins with the version, INTEGER 3. */
function isPfx(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x30) return false;
  const lengthBytes = (bytes[1] ?? 0) < 0x80 || bytes[1] === 0x80 ? 1 : 1 + ((bytes[1] ?? 0) & 0x7f);
  const at = 1 + lengthBytes;
  return bytes[at] === 2 && bytes[at + 1] === 1 && bytes[at + 2] === 3;
}

/** The PEM texts that common tools write: 64 columns, or one line of base64; LF or CRLF; with or without a final newline. */
function pemTexts(der: Uint8Array): readonly { readonly text: string; readonly how: string }[] {
  const base64 = Buffer.from(der).toString('base64');
  const lines = base64.match(/.{1,64}/g) ?? [];
  return [
    { end: '\n', how: 'LF' },
    { end: '\r\n', how: 'CR LF' },
  ].flatMap(({ end, how }) => {
    const pem = ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----'].join(end);
    const onOneLine = ['-----BEGIN CERTIFICATE-----', base64, '-----END CERTIFICATE-----'].join(end);
    return [
      { text: `${pem}${end}`, how: `the PEM text with ${how} newlines` },
      { text: pem, how: `the PEM text with ${how} newlines, none at the end` },
      { text: onOneLine, how: `the PEM text, its base64 on one line, with ${how} newlines` },
      { text: `${onOneLine}${end}`, how: `the PEM text, its base64 on one line, with ${how} newlines` },
    ];
  });
}
