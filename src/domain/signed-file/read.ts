/** Reads any file with a signing certificate; its type is detected from the content, never from the name. */
import { PpmiError } from '../errors.ts';
import { readAssembly } from './assembly.ts';
import { readTlv, tag } from './der.ts';
import type { SignedFile } from './model.ts';
import { readPackage } from './package.ts';
import { isPe } from './pe.ts';
import { readPem } from './pem.ts';
import { readPfx } from './pfx.ts';
import { certificatesFile, readPkcs7 } from './pkcs7.ts';
import { base64InJson, decodeBase64, textOf } from './text.ts';
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
  const binary = readBinary(bytes, password);
  if (binary !== null) return binary;
  const text = textOf(bytes);
  if (text?.includes(armour)) return readPem(text.toString('latin1'));
  const decoded = text === null ? null : (decodeBase64(text) ?? base64InJson(text));
  const content = decoded === null ? null : readDecoded(decoded, password);
  if (content !== null) return content;
  throw new Unreadable('file-not-recognised', 'its first bytes are those of no format that carries a certificate');
}

const armour = '-----BEGIN ';

/** Null if it is none of the binary formats. */
function readBinary(bytes: Uint8Array, password: string | null): Promise<SignedFile> | SignedFile | null {
  if (isPe(bytes)) return readAssembly(bytes);
  if (isZip(bytes)) return readPackage(bytes);
  return bytes[0] === tag.sequence ? readDer(bytes, password) : null;
}

/** Base64 without PEM headers: the content of a component as Dataverse returns it, a certificate's body, a whole PEM file in a secret. */
function readDecoded(decoded: Uint8Array, password: string | null): Promise<SignedFile> | SignedFile | null {
  const text = textOf(decoded);
  return text?.includes(armour) ? readPem(text.toString('latin1')) : readBinary(decoded, password);
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
