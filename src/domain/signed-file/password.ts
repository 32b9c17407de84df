/** Derives keys from passwords: PKCS#12's own derivation (RFC 7292 appendix B) and PBKDF2 (RFC 8018). */
import { createHash, hash, pbkdf2Sync } from 'node:crypto';
import { Malformed } from './unreadable.ts';

/** One password in the two encodings that a PFX can require. */
export interface Password {
  /** For PBES2 and PBMAC1. */
  readonly utf8: Uint8Array;
  /** For everything older: UTF-16 big endian with a final NUL. */
  readonly bmp: Uint8Array;
}

/** Remaining work that a file may cause: it chooses the iteration counts, and each iteration costs time. */
export interface Effort {
  left: number;
}

export interface KeyDerivation {
  readonly digest: string;
  readonly salt: Uint8Array;
  readonly iterations: number;
  readonly length: number;
}

/** PBKDF2 iterations that take less than a second. Firefox requests 600 000 of either kind, OpenSSL and Windows for 2 000. */
export const mostEffort = 4_000_000;

/** One of PKCS#12's own iterations, in JavaScript, takes as long as this many of PBKDF2's in OpenSSL. */
const pkcs12Cost = 4;

/** What the derived bytes are for (RFC 7292 B.3). */
export const purpose = { key: 1, iv: 2, mac: 3 } as const;

export function newEffort(): Effort {
  return { left: mostEffort };
}

/** An empty password is encoded as a lone NUL by some tools and as nothing by others. */
export function encodings(password: string): readonly [Password, ...Password[]] {
  const utf8 = Buffer.from(password, 'utf8');
  const bmp = Buffer.from(`${password}\0`, 'utf16le').swap16();
  return password === ''
    ? [
        { utf8, bmp },
        { utf8, bmp: new Uint8Array() },
      ]
    : [{ utf8, bmp }];
}

export function pbkdf2(password: Password, by: KeyDerivation, effort: Effort): Buffer {
  const { digest, salt, iterations, length } = checked(by);
  spend(effort, iterations * Math.ceil(length / createHash(digest).digest().length));
  return pbkdf2Sync(password.utf8, salt, iterations, length, digest);
}

export function pkcs12Key(password: Password, id: number, by: KeyDerivation, effort: Effort): Buffer {
  const { digest, salt, iterations, length } = checked(by);
  const block = ['sha384', 'sha512'].includes(digest) ? 128 : 64;
  const diversifier = Buffer.alloc(block, id);
  const input = Buffer.concat([repeated(salt, block), repeated(password.bmp, block)]);
  const pieces: Buffer[] = [];
  for (let got = 0; got < length; ) {
    spend(effort, iterations * pkcs12Cost);
    let piece = createHash(digest).update(diversifier).update(input).digest();
    for (let round = 1; round < iterations; round++) piece = hash(digest, piece, 'buffer');
    pieces.push(piece);
    got += piece.length;
    addToBlocks(input, repeated(piece, block).subarray(0, block), block);
  }
  return Buffer.concat(pieces).subarray(0, length);
}

/** Subtracts work, in PBKDF2 iterations. @throws Malformed when none remains */
export function spend(effort: Effort, work: number): void {
  effort.left -= work;
  if (effort.left < 0) throw new Malformed('opening it asks for more work than any tool would');
}

function checked(by: KeyDerivation): KeyDerivation {
  if (by.iterations < 1 || by.length < 1) throw new Malformed('its key derivation has no iterations or makes no key');
  return by;
}

/** `bytes` repeated up to a multiple of the block size. */
function repeated(bytes: Uint8Array, block: number): Buffer {
  const size = Math.ceil(bytes.length / block) * block;
  return size === 0 ? Buffer.alloc(0) : Buffer.alloc(size, bytes);
}

/** Each block plus `addend` plus one, as big-endian numbers without their carry (step 6C). */
function addToBlocks(input: Buffer, addend: Buffer, block: number): void {
  for (let start = 0; start < input.length; start += block) {
    let carry = 1;
    for (let index = block - 1; index >= 0; index--) {
      carry += (input[start + index] ?? 0) + (addend[index] ?? 0);
      input[start + index] = carry & 0xff;
      carry >>= 8;
    }
  }
}
