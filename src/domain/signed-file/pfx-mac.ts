/** The check value of a PFX (RFC 7292 4, RFC 9579). */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { digestName } from './algorithms.ts';
import { children, octets, oid, smallInteger, type Tlv, tag } from './der.ts';
import { hmacName, pbkdf2Key } from './encryption.ts';
import { type Effort, type Password, pkcs12Key, purpose } from './password.ts';
import { Unreadable } from './unreadable.ts';

const pbmac1 = '1.2.840.113549.1.5.14';
const digestLengths: Readonly<Record<string, number>> = {
  md5: 16,
  sha1: 20,
  sha224: 28,
  sha256: 32,
  sha384: 48,
  sha512: 64,
};

export function isMacRight(mac: Tlv, content: Uint8Array, password: Password, effort: Effort): boolean {
  const [info, salt, iterations] = children(mac, tag.sequence, "a PFX's check value");
  const [algorithm, expected] = children(info, tag.sequence, "a PFX's check value");
  const [type, parameters] = children(algorithm, tag.sequence, 'the algorithm of a check value');
  const name = oid(type, 'the algorithm of a check value');
  const by =
    name === pbmac1 ? keyOfPbmac1(parameters, password, effort) : keyOfPkcs12(name, salt, iterations, password, effort);
  const found = createHmac(by.digest, by.key).update(content).digest();
  const stored = octets(expected, "a PFX's check value");
  return found.length === stored.length && timingSafeEqual(found, stored);
}

function keyOfPkcs12(
  name: string,
  salt: Tlv | undefined,
  iterations: Tlv | undefined,
  password: Password,
  effort: Effort,
) {
  const digest = digestName(name);
  const length = digest === null ? undefined : digestLengths[digest];
  if (digest === null || length === undefined) {
    throw new Unreadable('file-not-recognised', `its check value uses the algorithm ${name}, which ppmi does not know`);
  }
  const count = iterations === undefined ? 1 : smallInteger(iterations, 'an iteration count');
  const by = { digest, salt: octets(salt, 'a salt'), iterations: count, length };
  return { digest, key: pkcs12Key(password, purpose.mac, by, effort) };
}

/** RFC 9579: PBKDF2 with a key as long as it says, and an HMAC. Salt and iterations outside of it are ignored. */
function keyOfPbmac1(parameters: Tlv | undefined, password: Password, effort: Effort) {
  const [derivation, scheme] = children(parameters, tag.sequence, 'PBMAC1 parameters');
  const digest = hmacName(scheme);
  const [, settings] = children(derivation, tag.sequence, 'a key derivation');
  const length = children(settings, tag.sequence, 'PBKDF2 parameters')[2];
  return { digest, key: pbkdf2Key(derivation, smallInteger(length, 'a key length'), password, effort) };
}
