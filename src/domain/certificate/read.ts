/** The one way in: any file that carries a signing certificate, recognised by its content and never by its name. */
import { PpmiError } from '../errors.ts';
import { readAssembly } from './assembly.ts';
import { readTlv, tag } from './der.ts';
import type { SignedFile } from './model.ts';
import { readPackage } from './package.ts';
import { isPe } from './pe.ts';
import { readPem } from './pem.ts';
import { readPfx } from './pfx.ts';
import { certificatesFile, readPkcs7 } from './pkcs7.ts';
import { decodeText, isBase64 } from './text.ts';
import { Unreadable } from './unreadable.ts';
import { parseX509 } from './x509.ts';
import { isZip } from './zip.ts';

export interface ReadOptions {
  /** Name for error texts. */
  readonly file: string;
  /** For a PFX; null or absent: none was given, which is not the empty one. */
  readonly password?: string | null;
}

/** Larger than any component that Dataverse takes, small enough to be held in memory three times. */
export const largestFile = 256 * 1024 * 1024;

/**
 * @throws PpmiError `file-not-recognised`, `file-broken`, `file-too-large`, `password-missing`, `password-wrong`,
 * `certificate-not-in-file`. A file without a signature is no error: `certificate` is null then.
 */
export async function readSignedFile(bytes: Uint8Array, options: ReadOptions): Promise<SignedFile> {
  const { file, password = null } = options;
  if (bytes.length > largestFile) throw new PpmiError('file-too-large', { file, limit: '256 MB' });
  try {
    return await read(bytes, password);
  } catch (error) {
    if (error instanceof Unreadable) throw new PpmiError(error.id, { file, detail: error.message }, { cause: error });
    throw error;
  }
}

async function read(bytes: Uint8Array, password: string | null): Promise<SignedFile> {
  if (bytes.length === 0) throw new Unreadable('file-not-recognised', 'it is empty');
  if (isPe(bytes)) return readAssembly(bytes);
  if (isZip(bytes)) return readPackage(bytes);
  if (bytes[0] === tag.sequence) return readDer(bytes, password);
  const text = decodeText(bytes);
  if (text?.includes('-----BEGIN ')) return readPem(text);
  if (text !== null && isBase64(text)) return readBase64(text, password);
  throw new Unreadable('file-not-recognised', 'its first bytes are those of no format that carries a certificate');
}

/** Base64 without armour, as Dataverse returns the content of a component, and as `certutil`'s body alone. */
function readBase64(text: string, password: string | null): Promise<SignedFile> {
  const decoded = Buffer.from(text, 'base64');
  if (decoded.length === 0 || isBase64(decoded.subarray(0, 64).toString('latin1'))) {
    throw new Unreadable('file-not-recognised', 'it is text');
  }
  return read(decoded, password);
}

/** What a SEQUENCE is, by what it begins with: an OID (PKCS#7), a number (PFX, private key) or another SEQUENCE (certificate). */
async function readDer(bytes: Uint8Array, password: string | null): Promise<SignedFile> {
  const outer = readTlv(bytes);
  const first = readTlv(outer.content);
  if (first.tag === tag.oid) return readPkcs7(bytes);
  if (first.tag === tag.sequence) return certificatesFile('certificate', [parseX509(bytes)]);
  if (first.tag !== tag.integer) throw new Unreadable('file-not-recognised', 'it is DER, but no certificate');
  return readPfx(bytes, password);
}
