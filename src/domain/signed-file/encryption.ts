/** Decryption by password, by the AlgorithmIdentifier in a PFX (RFC 7292 appendix C, RFC 8018 6.2). */
import { createDecipheriv } from 'node:crypto';
import { children, octets, oid, readTlv, smallInteger, type Tlv, tag } from './der.ts';
import { type Effort, type Password, pbkdf2, pkcs12Key, purpose, spend } from './password.ts';
import { Malformed, Unreadable } from './unreadable.ts';

interface Cipher {
  readonly name: string;
  /** In bytes. */
  readonly key: number;
  readonly iv: number;
}

const pbes2 = '1.2.840.113549.1.5.13';
const pbkdf2Oid = '1.2.840.113549.1.5.12';

const hmacs: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.7': 'sha1',
  '1.2.840.113549.2.8': 'sha224',
  '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
};

/** All with SHA-1 and PKCS#12's own derivation. */
const pkcs12Ciphers: Readonly<Record<string, Cipher>> = {
  '1.2.840.113549.1.12.1.3': { name: 'des-ede3-cbc', key: 24, iv: 8 },
  '1.2.840.113549.1.12.1.4': { name: 'des-ede-cbc', key: 16, iv: 8 },
  '1.2.840.113549.1.12.1.5': { name: 'rc2', key: 16, iv: 8 },
  '1.2.840.113549.1.12.1.6': { name: 'rc2', key: 5, iv: 8 },
};

const pbes2Ciphers: Readonly<Record<string, Cipher>> = {
  '2.16.840.1.101.3.4.1.2': { name: 'aes-128-cbc', key: 16, iv: 16 },
  '2.16.840.1.101.3.4.1.22': { name: 'aes-192-cbc', key: 24, iv: 16 },
  '2.16.840.1.101.3.4.1.42': { name: 'aes-256-cbc', key: 32, iv: 16 },
  '1.2.840.113549.3.7': { name: 'des-ede3-cbc', key: 24, iv: 8 },
};

/** Null if the result is not one DER element: the password is wrong or the bytes were changed. */
export async function decrypt(
  algorithm: Tlv,
  data: Uint8Array,
  password: Password,
  effort: Effort,
): Promise<Uint8Array | null> {
  const [type, parameters] = children(algorithm, tag.sequence, 'an encryption algorithm');
  const name = oid(type, 'an encryption algorithm');
  const { cipher, key, iv } =
    name === pbes2 ? keyOfPbes2(parameters, password, effort) : keyOfPkcs12(name, parameters, password, effort);
  const plain = cipher === 'rc2' ? await rc2(key, iv, data, effort) : native(cipher, key, iv, data);
  return plain !== null && isOneElement(plain) ? plain : null;
}

/** A PBKDF2 AlgorithmIdentifier's key, of `length` bytes. */
export function pbkdf2Key(algorithm: Tlv | undefined, length: number, password: Password, effort: Effort): Buffer {
  const [type, parameters] = children(algorithm, tag.sequence, 'a key derivation');
  const name = oid(type, 'a key derivation');
  if (name !== pbkdf2Oid) throw unknown(name);
  const [salt, iterations, ...optional] = children(parameters, tag.sequence, 'PBKDF2 parameters');
  return pbkdf2(
    password,
    {
      digest: hmacName(optional.find((field) => field.tag === tag.sequence)),
      salt: octets(salt, 'a salt'),
      iterations: smallInteger(iterations, 'an iteration count'),
      length,
    },
    effort,
  );
}

/** The digest of an HMAC's AlgorithmIdentifier; SHA-1 by default. */
export function hmacName(algorithm: Tlv | undefined): string {
  if (algorithm === undefined) return 'sha1';
  const name = oid(children(algorithm, tag.sequence, 'an HMAC')[0], 'an HMAC');
  const digest = hmacs[name];
  if (digest === undefined) throw unknown(name);
  return digest;
}

function keyOfPbes2(parameters: Tlv | undefined, password: Password, effort: Effort) {
  const [derivation, scheme] = children(parameters, tag.sequence, 'PBES2 parameters');
  const [type, iv] = children(scheme, tag.sequence, 'an encryption scheme');
  const name = oid(type, 'an encryption scheme');
  const cipher = pbes2Ciphers[name];
  if (cipher === undefined) throw unknown(name);
  const key = pbkdf2Key(derivation, cipher.key, password, effort);
  return { cipher: cipher.name, key, iv: sized(octets(iv, 'an initialization vector'), cipher.iv) };
}

function keyOfPkcs12(name: string, parameters: Tlv | undefined, password: Password, effort: Effort) {
  const cipher = pkcs12Ciphers[name];
  if (cipher === undefined) throw unknown(name);
  const [salt, iterations] = children(parameters, tag.sequence, 'encryption parameters');
  const by = {
    digest: 'sha1',
    salt: octets(salt, 'a salt'),
    iterations: smallInteger(iterations, 'an iteration count'),
  };
  const derive = (id: number, length: number) => pkcs12Key(password, id, { ...by, length }, effort);
  return { cipher: cipher.name, key: derive(purpose.key, cipher.key), iv: derive(purpose.iv, cipher.iv) };
}

function sized(iv: Uint8Array, length: number): Uint8Array {
  if (iv.length !== length) throw new Malformed('an initialization vector has the wrong length');
  return iv;
}

function native(cipher: string, key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array | null {
  const decipher = createDecipheriv(cipher, key, iv);
  try {
    return Buffer.concat([decipher.update(data), decipher.final()]);
  } catch (error) {
    // Wrong padding, or a length that is not a multiple of the block size.
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_OSSL')) return null;
    throw error;
  }
}

/** Certificates are a few kilobytes. The library takes a millisecond for one, and disproportionately longer for large input. */
const mostUnderRc2 = 64 * 1024;
const rc2Cost = 5;

/** Node's OpenSSL 3 has no RC2; the library is loaded for such files alone (docs/decisions/2026-11-24-rc2-library.md). */
async function rc2(key: Uint8Array, iv: Uint8Array, data: Uint8Array, effort: Effort): Promise<Uint8Array | null> {
  if (data.length > mostUnderRc2) throw new Malformed('it holds more under RC2 than certificates need');
  spend(effort, data.length * rc2Cost);
  const { decryptRc2 } = await import('./rc2.ts');
  return decryptRc2(key, iv, data);
}

function isOneElement(plain: Uint8Array): boolean {
  if (plain[0] !== tag.sequence) return false;
  try {
    return readTlv(plain).bytes.length === plain.length;
  } catch (error) {
    if (error instanceof Malformed) return false;
    throw error;
  }
}

function unknown(algorithm: string): Unreadable {
  return new Unreadable(
    'file-not-recognised',
    `it is protected with the algorithm ${algorithm}, which ppmi does not know`,
  );
}
