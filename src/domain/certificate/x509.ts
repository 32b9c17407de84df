/** The parts of an X.509 certificate (RFC 5280 4.1) as views of its bytes, nothing decoded that is not needed to find it. */
import { bits, children, need, oid, readTlv, type Tlv, tag } from './der.ts';

export interface X509 {
  readonly der: Uint8Array;
  /** The content of the INTEGER. */
  readonly serial: Uint8Array;
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  readonly notBefore: Tlv;
  readonly notAfter: Tlv;
  /** SubjectPublicKeyInfo. */
  readonly publicKey: Uint8Array;
  readonly keyAlgorithm: string;
  readonly signatureAlgorithm: string;
  readonly extensions: ReadonlyMap<string, Uint8Array>;
}

const version = tag.context(0);
const extensions = tag.context(3);

/** Bytes after the certificate are left alone, as other readers do; `der` ends where the certificate does. */
export function parseX509(bytes: Uint8Array): X509 {
  const certificate = readTlv(bytes);
  const [tbs, algorithm, signature] = children(certificate, tag.sequence, 'a certificate');
  bits(signature, "a certificate's signature");
  const fields = children(tbs, tag.sequence, "a certificate's signed part");
  if (fields[0]?.tag === version) fields.shift();
  const [serial, , issuer, validity, subject, publicKey, ...optional] = fields;
  const [notBefore, notAfter] = children(validity, tag.sequence, "a certificate's validity");
  const key = need(publicKey, tag.sequence, "a certificate's public key");
  return {
    der: certificate.bytes,
    serial: need(serial, tag.integer, 'a serial number').content,
    issuer: need(issuer, tag.sequence, 'an issuer').bytes,
    subject: need(subject, tag.sequence, 'a subject').bytes,
    notBefore: present(notBefore),
    notAfter: present(notAfter),
    publicKey: key.bytes,
    keyAlgorithm: algorithmOid(children(key, tag.sequence, 'a public key')[0], 'a key algorithm'),
    signatureAlgorithm: algorithmOid(algorithm, 'a signature algorithm'),
    extensions: readExtensions(optional.find((field) => field.tag === extensions)),
  };
}

/** The OID of an AlgorithmIdentifier. */
export function algorithmOid(algorithm: Tlv | undefined, what: string): string {
  return oid(children(algorithm, tag.sequence, what)[0], what);
}

function present(time: Tlv | undefined): Tlv {
  return time ?? need(time, tag.utcTime, "a certificate's date");
}

function readExtensions(field: Tlv | undefined): Map<string, Uint8Array> {
  const found = new Map<string, Uint8Array>();
  if (field === undefined) return found;
  for (const extension of children(readTlv(field.content), tag.sequence, 'extensions')) {
    const parts = children(extension, tag.sequence, 'an extension');
    const value = need(parts.at(-1), tag.octetString, "an extension's value").content;
    found.set(oid(parts[0], "an extension's type"), value);
  }
  return found;
}
