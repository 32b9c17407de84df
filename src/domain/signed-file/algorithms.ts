/** Digest and signature algorithms by OID, as Node's crypto names them. */
import { constants } from 'node:crypto';
import { children, oid, readTlv, smallInteger, type Tlv, tag } from './der.ts';

const digests: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.5': 'md5',
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
  '2.16.840.1.101.3.4.2.4': 'sha224',
};

/** Signature algorithms that include a digest; the others use the signer's digest algorithm. */
const digestOf: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.4': 'md5',
  '1.2.840.113549.1.1.5': 'sha1',
  '1.2.840.113549.1.1.11': 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
  '1.2.840.113549.1.1.14': 'sha224',
  '1.3.14.3.2.29': 'sha1',
  '1.2.840.10045.4.1': 'sha1',
  '1.2.840.10045.4.3.1': 'sha224',
  '1.2.840.10045.4.3.2': 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
  '1.2.840.10040.4.3': 'sha1',
  '2.16.840.1.101.3.4.3.2': 'sha256',
};

/** The key alone: RSA with PKCS#1 padding, an elliptic curve, DSA. */
const digestElsewhere = new Set(['1.2.840.113549.1.1.1', '1.2.840.10045.2.1', '1.2.840.10040.4.1']);

const pss = '1.2.840.113549.1.1.10';

export interface SignatureScheme {
  readonly digest: string;
  readonly options: { readonly padding?: number; readonly saltLength?: number };
}

/** Node's name of a digest algorithm; null if signatures do not use it. */
export function digestName(oid: string): string | null {
  return digests[oid] ?? null;
}

/** How to verify; null if the algorithm is not supported. `digest` is the signer's digest algorithm. */
export function signatureScheme(algorithm: Tlv, digest: string): SignatureScheme | null {
  const [type, parameters] = children(algorithm, tag.sequence, 'a signature algorithm');
  const name = oid(type, 'a signature algorithm');
  if (name === pss) return pssScheme(parameters);
  const found = digestOf[name] ?? (digestElsewhere.has(name) ? digest : null);
  return found === null ? null : { digest: found, options: {} };
}

/** RFC 4055 3.1: SHA-1 and 20 bytes of salt by default; like other implementations, uses the same digest for the mask. */
function pssScheme(parameters: Tlv | undefined): SignatureScheme | null {
  const fields = parameters === undefined ? [] : children(parameters, tag.sequence, 'PSS parameters');
  const hash = fields.find((field) => field.tag === tag.context(0));
  const salt = fields.find((field) => field.tag === tag.context(2));
  const digest =
    hash === undefined ? 'sha1' : digestName(oid(children(readTlv(hash.content), tag.sequence, 'a hash')[0], 'a hash'));
  const saltLength = salt === undefined ? 20 : smallInteger(readTlv(salt.content), 'a salt length');
  return digest === null ? null : { digest, options: { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength } };
}
