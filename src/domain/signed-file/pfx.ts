/** The certificate of a PFX, PKCS#12 (RFC 7292). Keys are decrypted only to distinguish a wrong password from a corrupt file. */
import { contentType } from './cms.ts';
import { children, need, octets, oid, readTlv, smallInteger, type Tlv, tag } from './der.ts';
import { decrypt } from './encryption.ts';
import type { SignedFile } from './model.ts';
import { type Effort, encodings, newEffort, type Password } from './password.ts';
import { isMacRight } from './pfx-mac.ts';
import { certificatesFile } from './pkcs7.ts';
import { Malformed, Unreadable } from './unreadable.ts';
import { parseX509, type X509 } from './x509.ts';

interface Bag {
  readonly type: string;
  readonly value: Tlv;
  /** Ties a key to its certificate; hex. */
  readonly keyId: string | null;
}

/** An encrypted part: a safe of bags, or a key. */
interface Locked {
  readonly algorithm: Tlv;
  readonly data: Uint8Array;
}

type Safe = { readonly open: Uint8Array } | { readonly locked: Locked };

const version3 = 3;
const keyBag = '1.2.840.113549.1.12.10.1.1';
const shroudedKeyBag = '1.2.840.113549.1.12.10.1.2';
const certificateBag = '1.2.840.113549.1.12.10.1.3';
const x509Certificate = '1.2.840.113549.1.9.22.1';
const localKeyId = '1.2.840.113549.1.9.21';

/** `password` null: none was given; files without a password can be read then. */
export async function readPfx(bytes: Uint8Array, password: string | null): Promise<SignedFile> {
  const [version, authenticated, mac] = children(readTlv(bytes), tag.sequence, 'a PFX');
  if (smallInteger(version, "a PFX's version") !== version3 || authenticated?.tag !== tag.sequence) {
    throw new Unreadable('certificate-not-in-file', 'it is a private key or something else without a certificate');
  }
  const content = plainContent(authenticated, 'the content of a PFX');
  const safes = children(readTlv(content), tag.sequence, "a PFX's safes").map(readSafe);
  const effort = newEffort();
  const candidates = encodings(password ?? '');
  const right = mac === undefined ? candidates[0] : candidates.find((one) => isMacRight(mac, content, one, effort));
  if (right === undefined) throw await whyClosed(safes, candidates[0], password, effort);
  return pick(await openAll(safes, right, password, mac !== undefined, effort));
}

/** The check value covers all of the content: it fails for a wrong password, and for changed bytes under the right one. */
async function whyClosed(
  safes: readonly Safe[],
  password: Password,
  given: string | null,
  effort: Effort,
): Promise<Unreadable> {
  if (given === null) return new Unreadable('password-missing', 'its check value requires one');
  for (const locked of safes.flatMap(lockedParts)) {
    if ((await decrypt(locked.algorithm, locked.data, password, effort)) !== null) {
      return new Malformed('the password opens it, but its content was changed');
    }
  }
  return new Unreadable('password-wrong', 'its check value does not fit');
}

async function openAll(
  safes: readonly Safe[],
  password: Password,
  given: string | null,
  proven: boolean,
  effort: Effort,
): Promise<Bag[]> {
  const bags: Bag[] = [];
  for (const safe of safes) {
    const open = 'open' in safe ? safe.open : await decrypt(safe.locked.algorithm, safe.locked.data, password, effort);
    if (open === null) {
      if (proven) throw new Malformed('a part of it cannot be decrypted although the password is right');
      throw new Unreadable(given === null ? 'password-missing' : 'password-wrong', 'a part of it does not open');
    }
    for (const bag of readBags(open)) bags.push(bag);
  }
  return bags;
}

/** The leaf is the certificate that belongs to a key; otherwise the one that issued none of the others. */
function pick(bags: readonly Bag[]): SignedFile {
  const keys = bags.filter(({ type }) => type === keyBag || type === shroudedKeyBag).map(({ keyId }) => keyId);
  const certificates = bags.flatMap((bag) => {
    const x509 = bag.type === certificateBag ? readCertificate(bag.value) : null;
    return x509 === null ? [] : [{ x509, keyId: bag.keyId }];
  });
  const own =
    certificates.find(({ keyId }) => keyId !== null && keys.includes(keyId)) ??
    certificates.find(({ keyId }) => keyId !== null);
  return certificatesFile(
    'pfx',
    certificates.map(({ x509 }) => x509),
    own?.x509,
  );
}

function readSafe(safe: Tlv): Safe {
  const [type, content] = children(safe, tag.sequence, 'a safe');
  if (oid(type, 'the type of a safe') !== contentType.encryptedData) return { open: plainContent(safe, 'a safe') };
  const encrypted = readTlv(need(content, tag.context(0), 'an encrypted safe').content);
  const [, info] = children(encrypted, tag.sequence, 'encrypted data');
  const [, algorithm, data] = children(info, tag.sequence, 'encrypted content');
  return {
    locked: { algorithm: need(algorithm, tag.sequence, 'an encryption algorithm'), data: implicitOctets(data) },
  };
}

/** The octets of a ContentInfo of type data. */
function plainContent(info: Tlv, what: string): Uint8Array {
  const [type, content] = children(info, tag.sequence, what);
  const name = oid(type, what);
  if (name !== contentType.data)
    throw new Unreadable('file-not-recognised', `${what} is of the type ${name}, which ppmi does not open`);
  return octets(readTlv(need(content, tag.context(0), what).content), what);
}

/** [0] IMPLICIT OCTET STRING, in one piece or, in BER, in several. */
function implicitOctets(data: Tlv | undefined): Uint8Array {
  if (data?.tag === tag.context(0)) return octets({ ...data, tag: 0x24 }, 'encrypted content');
  return need(data, tag.contextPrimitive(0), 'encrypted content').content;
}

function readBags(content: Uint8Array): Bag[] {
  return children(readTlv(content), tag.sequence, 'the bags of a safe').map((bag) => {
    const [type, value, attributes] = children(bag, tag.sequence, 'a bag');
    return {
      type: oid(type, 'the type of a bag'),
      value: readTlv(need(value, tag.context(0), 'the value of a bag').content),
      keyId: readKeyId(attributes),
    };
  });
}

function readKeyId(attributes: Tlv | undefined): string | null {
  for (const attribute of attributes === undefined ? [] : children(attributes, tag.set, 'the attributes of a bag')) {
    const [type, values] = children(attribute, tag.sequence, 'an attribute of a bag');
    if (oid(type, 'an attribute of a bag') !== localKeyId) continue;
    const [value] = children(values, tag.set, 'the values of an attribute');
    return Buffer.from(octets(value, 'a key id')).toString('hex');
  }
  return null;
}

/** Null for an SDSI certificate, which is not used in practice. */
function readCertificate(value: Tlv): X509 | null {
  const [type, certificate] = children(value, tag.sequence, 'a certificate bag');
  if (oid(type, 'the type of a certificate') !== x509Certificate) return null;
  return parseX509(octets(readTlv(need(certificate, tag.context(0), 'a certificate bag').content), 'a certificate'));
}

/** What a password can be tried on: the safe itself, or the keys in an unencrypted one. */
function lockedParts(safe: Safe): Locked[] {
  if ('locked' in safe) return [safe.locked];
  return readBags(safe.open)
    .filter(({ type }) => type === shroudedKeyBag)
    .map(({ value }) => {
      const [algorithm, data] = children(value, tag.sequence, 'an encrypted key');
      return {
        algorithm: need(algorithm, tag.sequence, 'an encryption algorithm'),
        data: octets(data, 'an encrypted key'),
      };
    });
}
