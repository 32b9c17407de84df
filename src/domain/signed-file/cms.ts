/** CMS SignedData (RFC 5652), which Authenticode, NuGet, timestamp and .p7b files share, as views of its bytes. */
import { children, need, octets, oid, readAll, readTlv, smallInteger, type Tlv, tag } from './der.ts';
import { Malformed } from './unreadable.ts';
import { algorithmOid, extension, parseX509, type X509 } from './x509.ts';

export const contentType = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  encryptedData: '1.2.840.113549.1.7.6',
} as const;

export interface SignerInfo {
  /** Issuer and serial number, or the subject key identifier, that name the signer's certificate. */
  readonly by: { readonly issuer: Uint8Array; readonly serial: Uint8Array } | { readonly keyId: Uint8Array };
  readonly digestAlgorithm: string;
  readonly signatureAlgorithm: Tlv;
  readonly signature: Uint8Array;
  /** The attributes, which are signed with the tag changed to SET; null: the content itself is signed. */
  readonly signed: Tlv | null;
  readonly unsigned: Tlv | null;
}

export interface SignedData {
  readonly contentType: string;
  /** What is signed: the octets of an OCTET STRING, or the value of whatever is there instead; null: detached. */
  readonly content: Uint8Array | null;
  /** In the order of the file; others' certificates and duplicates are to be expected. */
  readonly certificates: readonly X509[];
  readonly signers: readonly SignerInfo[];
}

const subjectKeyIdentifier = '2.5.29.14';

/** Padding after the CMS is left alone: certificate tables are padded to eight bytes. */
export function parseSignedData(bytes: Uint8Array): SignedData {
  const [type, wrapped] = children(readTlv(bytes), tag.sequence, 'a CMS message');
  if (oid(type, 'the type of a CMS message') !== contentType.signedData)
    throw new Malformed('a CMS message is not signed data');
  return parseSignedContent(need(wrapped, tag.context(0), 'the content of a CMS message'));
}

function parseSignedContent(wrapped: Tlv): SignedData {
  const [, , content, ...rest] = children(readTlv(wrapped.content), tag.sequence, 'signed data');
  const [type, value] = children(content, tag.sequence, 'the signed content');
  const certificates = rest.find((field) => field.tag === tag.context(0));
  const signers = need(rest.at(-1), tag.set, 'the signers');
  return {
    contentType: oid(type, 'the type of the signed content'),
    content:
      value === undefined ? null : signedOctets(readTlv(need(value, tag.context(0), 'the signed content').content)),
    certificates: readAll(certificates?.content ?? new Uint8Array())
      .filter((choice) => choice.tag === tag.sequence)
      .map((choice) => parseX509(choice.bytes)),
    signers: readAll(signers.content).map(parseSigner),
  };
}

/** PKCS#7 signs the value of any type without its tag and length; CMS wraps everything in an OCTET STRING: the same rule. */
function signedOctets(value: Tlv): Uint8Array {
  return (value.tag & 0x1f) === tag.octetString ? octets(value, 'the signed content') : value.content;
}

export function parseSigner(signer: Tlv): SignerInfo {
  const [version, identifier, digest, ...rest] = children(signer, tag.sequence, 'a signer');
  smallInteger(version, "a signer's version");
  const attributes = rest[0]?.tag === tag.context(0) ? rest.shift() : undefined;
  const [signatureAlgorithm, signature, unsigned] = rest;
  return {
    by: signerIdentifier(identifier),
    digestAlgorithm: algorithmOid(digest, "a signer's digest algorithm"),
    signatureAlgorithm: need(signatureAlgorithm, tag.sequence, "a signer's signature algorithm"),
    signature: octets(signature, 'a signature'),
    signed: attributes ?? null,
    unsigned: unsigned?.tag === tag.context(1) ? unsigned : null,
  };
}

/** The values of one attribute among signed or unsigned ones. */
export function attributeValues(attributes: Tlv | null, type: string): Tlv[] {
  if (attributes === null) return [];
  return readAll(attributes.content).flatMap((attribute) => {
    const [name, values] = children(attribute, tag.sequence, 'an attribute');
    if (oid(name, 'the type of an attribute') !== type) return [];
    return children(values, tag.set, 'the values of an attribute');
  });
}

/** The certificate of a signer: by issuer and serial number, never by its place (several of one name are usual). */
export function certificateOf(signer: SignerInfo, certificates: readonly X509[]): X509 | undefined {
  const { by } = signer;
  if ('keyId' in by) return certificates.find((candidate) => same(keyId(candidate), by.keyId));
  return certificates.find(({ issuer, serial }) => same(serial, by.serial) && same(issuer, by.issuer));
}

function signerIdentifier(identifier: Tlv | undefined): SignerInfo['by'] {
  if (identifier?.tag === tag.contextPrimitive(0)) return { keyId: identifier.content };
  const [issuer, serial] = children(identifier, tag.sequence, "a signer's issuer and serial number");
  return {
    issuer: need(issuer, tag.sequence, "a signer's issuer").bytes,
    serial: need(serial, tag.integer, "a signer's serial number").content,
  };
}

function keyId(x509: X509): Uint8Array | undefined {
  const value = extension(x509, subjectKeyIdentifier);
  return value === null ? undefined : octets(value, 'a subject key identifier');
}

function same(a: Uint8Array | undefined, b: Uint8Array): boolean {
  return a !== undefined && Buffer.compare(a, b) === 0;
}
