/** The parts of an X.509 certificate (RFC 5280 4.1) as views of its bytes, nothing decoded that is not needed to find it. */
import { bits, children, need, oid, readTlv, type Tlv, tag } from './der.ts';
import { Malformed } from './unreadable.ts';

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
  readonly extensions: Tlv | null;
}

/** The largest real ones, with post-quantum keys, have some ten kilobytes. */
const largest = 1024 * 1024;

const version = tag.context(0);
const extensions = tag.context(3);

/** Bytes after the certificate are left alone, as other readers do; `der` ends where the certificate does. */
export function parseX509(bytes: Uint8Array): X509 {
  const certificate = readTlv(bytes);
  if (certificate.bytes.length > largest) throw new Malformed('a certificate is larger than 1 MB');
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
    extensions: optional.find((field) => field.tag === extensions) ?? null,
  };
}

/** The value of an extension; null when the certificate has none of that type. */
export function extension(x509: X509, type: string): Tlv | null {
  if (x509.extensions === null) return null;
  for (const one of children(readTlv(x509.extensions.content), tag.sequence, 'extensions')) {
    const parts = children(one, tag.sequence, 'an extension');
    if (oid(parts[0], "an extension's type") !== type) continue;
    return readTlv(need(parts.at(-1), tag.octetString, "an extension's value").content);
  }
  return null;
}

/** The OID of an AlgorithmIdentifier. */
export function algorithmOid(algorithm: Tlv | undefined, what: string): string {
  return oid(children(algorithm, tag.sequence, what)[0], what);
}

function present(time: Tlv | undefined): Tlv {
  return time ?? need(time, tag.utcTime, "a certificate's date");
}
