/** CMS SignedData (RFC 5652), which Authenticode, NuGet, time stamps and .p7b files share, as views of its bytes. */
import { children, need, octets, oid, readAll, readTlv, smallInteger, type Tlv, tag } from './der.ts';
import { Malformed } from './unreadable.ts';
import { algorithmOid, parseX509, type X509 } from './x509.ts';

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
  /** The whole [0] element, which is signed with its tag changed to SET; null: the content itself is signed. */
  readonly signedAttributes: Uint8Array | null;
  readonly signed: Attributes;
  readonly unsigned: Attributes;
}

/** Attribute type to its values. */
export type Attributes = ReadonlyMap<string, readonly Tlv[]>;

export interface SignedData {
  readonly contentType: string;
  /** What is signed: the octets of an OCTET STRING, or the value of whatever else stands there; null: detached. */
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
    signedAttributes: attributes?.bytes ?? null,
    signed: readAttributes(attributes),
    unsigned: readAttributes(unsigned?.tag === tag.context(1) ? unsigned : undefined),
  };
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

function readAttributes(set: Tlv | undefined): Attributes {
  const found = new Map<string, readonly Tlv[]>();
  for (const attribute of set === undefined ? [] : readAll(set.content)) {
    const [type, values] = children(attribute, tag.sequence, 'an attribute');
    const name = oid(type, 'the type of an attribute');
    found.set(name, [...(found.get(name) ?? []), ...children(values, tag.set, 'the values of an attribute')]);
  }
  return found;
}

function keyId(x509: X509): Uint8Array | undefined {
  const extension = x509.extensions.get(subjectKeyIdentifier);
  return extension && octets(readTlv(extension), 'a subject key identifier');
}

function same(a: Uint8Array | undefined, b: Uint8Array): boolean {
  return a !== undefined && Buffer.compare(a, b) === 0;
}
