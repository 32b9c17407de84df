/**
 * How much work an encrypted private key requires before it opens. OpenSSL sets no limit: the file
 * chooses the iterations.
 */
import { children, octets, oid, readTlv, smallInteger, tag } from './der.ts';
import { mostEffort } from './password.ts';
import { Malformed } from './unreadable.ts';

const pbes2 = '1.2.840.113549.1.5.13';

/** @param der an EncryptedPrivateKeyInfo (RFC 5958); anything else requires no work, and OpenSSL refuses it if it cannot read it */
export function asksForTooMuch(der: Uint8Array): boolean {
  return iterationsOf(der) > mostEffort;
}

function iterationsOf(der: Uint8Array): number {
  try {
    const [algorithm] = children(readTlv(der), tag.sequence, 'a key');
    const [type, parameters] = children(algorithm, tag.sequence, 'a cipher');
    const [derivation] = children(parameters, tag.sequence, 'parameters');
    const own =
      oid(type, 'a cipher') === pbes2 ? children(derivation, tag.sequence, 'a key derivation')[1] : parameters;
    const [salt, iterations] = children(own, tag.sequence, 'parameters');
    octets(salt, 'a salt');
    return smallInteger(iterations, 'an iteration count');
  } catch (error) {
    if (error instanceof Malformed) return 0;
    throw error;
  }
}
