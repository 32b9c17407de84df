/** The private keys of a PFX (RFC 7292), still under their password: OpenSSL opens them, nothing here decrypts a key. */
import { contentType } from '../../domain/signed-file/cms.ts';
import { children, need, octets, oid, readTlv, type Tlv, tag } from '../../domain/signed-file/der.ts';
import { decrypt } from '../../domain/signed-file/encryption.ts';
import { encodings, newEffort } from '../../domain/signed-file/password.ts';

/** PrivateKeyInfo, or EncryptedPrivateKeyInfo, as DER: both are what PKCS#8 knows. */
const keyBags = ['1.2.840.113549.1.12.10.1.1', '1.2.840.113549.1.12.10.1.2'];

/** @param bytes a PFX that `readSignedFile` has read with this password, so that its structure and check value hold */
export async function keysOfPfx(bytes: Uint8Array, password: string): Promise<readonly Uint8Array[]> {
  const [, authenticated] = children(readTlv(bytes), tag.sequence, 'a PFX');
  const safes = children(readTlv(contentOf(authenticated)), tag.sequence, "a PFX's safes");
  const opened = await Promise.all(safes.map((safe) => bagsOf(safe, password)));
  return opened.flat().flatMap((bag) => {
    const [type, value] = children(bag, tag.sequence, 'a bag');
    return keyBags.includes(oid(type, 'the type of a bag')) ? [need(value, tag.context(0), 'a key').content] : [];
  });
}

async function bagsOf(safe: Tlv, password: string): Promise<readonly Tlv[]> {
  const [type, content] = children(safe, tag.sequence, 'a safe');
  const locked = oid(type, 'the type of a safe') === contentType.encryptedData;
  const open = locked ? await unlock(need(content, tag.context(0), 'a safe'), password) : contentOf(safe);
  return open === null ? [] : children(readTlv(open), tag.sequence, 'the bags of a safe');
}

async function unlock(content: Tlv, password: string): Promise<Uint8Array | null> {
  const [, info] = children(readTlv(content.content), tag.sequence, 'encrypted data');
  const [, algorithm, data] = children(info, tag.sequence, 'encrypted content');
  const effort = newEffort();
  for (const encoding of encodings(password)) {
    // [0] IMPLICIT: in one piece, or in several as BER allows.
    const bytes = data?.tag === tag.context(0) ? octets({ ...data, tag: 0x24 }, 'encrypted content') : data?.content;
    const open = await decrypt(need(algorithm, tag.sequence, 'a cipher'), bytes ?? new Uint8Array(), encoding, effort);
    if (open !== null) return open;
  }
  return null;
}

/** The octets of a ContentInfo of type data. */
function contentOf(info: Tlv | undefined): Uint8Array {
  const [, content] = children(info, tag.sequence, 'a content');
  return octets(readTlv(need(content, tag.context(0), 'a content').content), 'a content');
}
