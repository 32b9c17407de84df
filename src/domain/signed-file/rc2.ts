/** RC2 in CBC mode, for PFX files from before AES (docs/decisions/2026-11-24-rc2-library.md). */
import rc2 from 'node-forge/lib/rc2.js';
import util from 'node-forge/lib/util.js';

/** Null if the padding is wrong. The effective key bits equal the key length, as PKCS#12 requires (RFC 7292 C). */
export function decryptRc2(key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array | null {
  const cipher = rc2.createDecryptionCipher(binary(key), key.length * 8);
  cipher.start(binary(iv));
  cipher.update(util.createBuffer(binary(data)));
  return data.length > 0 && cipher.finish() ? Buffer.from(cipher.output.getBytes(), 'latin1') : null;
}

function binary(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}
