/** Reads a certificate into the shape of `model.ts`. */
import { createHash, X509Certificate } from 'node:crypto';
import { friendlyName } from './attribute-names.ts';
import { bits, children, oid, type Tlv, tag } from './der.ts';
import { commonNames, differences, linuxName, nameHash, windowsName } from './distinguished-name.ts';
import type { Certificate, PlatformNames } from './model.ts';
import { isoTime } from './time.ts';
import { extension, type X509 } from './x509.ts';

const extendedKeyUsage = '2.5.29.37';
const keyUsage = '2.5.29.15';

/** RFC 5280 4.2.1.3, in the order of the bits. */
const usages = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
];

export function describe(x509: X509): Certificate {
  const names = platformNames(x509);
  const [documented] = names;
  const selfSigned = Buffer.compare(x509.subject, x509.issuer) === 0;
  return {
    der: x509.der,
    subject: documented.subject,
    issuer: documented.issuer,
    subjectDer: x509.subject,
    issuerDer: x509.issuer,
    subjectCommonNames: commonNames(x509.subject),
    issuerCommonNames: commonNames(x509.issuer),
    sha1: createHash('sha1').update(x509.der).digest('hex').toUpperCase(),
    sha256: createHash('sha256').update(x509.der).digest('hex'),
    serialNumber: Buffer.from(x509.serial).toString('hex'),
    selfSigned,
    verifiesWithOwnKey: selfSigned ? isIssuedBy(x509, x509) : null,
    notBefore: isoTime(x509.notBefore),
    notAfter: isoTime(x509.notAfter),
    names,
    namesDiffer: names.length === 1 && documented.platform === 'any' ? null : whyNamesDiffer(x509),
    keyAlgorithm: friendlyName(x509.keyAlgorithm),
    signatureAlgorithm: friendlyName(x509.signatureAlgorithm),
    extendedKeyUsage: readExtendedKeyUsage(extension(x509, extendedKeyUsage)),
    keyUsage: readKeyUsage(extension(x509, keyUsage)),
  };
}

/** Whether the issuer's key made this certificate's signature; null where Node's OpenSSL cannot tell. */
export function isIssuedBy(x509: X509, issuer: X509): boolean | null {
  try {
    return new X509Certificate(x509.der).verify(new X509Certificate(issuer.der).publicKey);
  } catch (error) {
    // OpenSSL rejects keys and algorithms that it does not know, and is stricter about encodings than this reader.
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_OSSL')) return null;
    throw error;
  }
}

/** Windows first: the documented version 2 subject hashes its form. If no rule exists for it, there is only the Linux form. */
function platformNames({ subject, issuer }: X509): readonly [PlatformNames, ...PlatformNames[]] {
  const linux = { subject: linuxName(subject), issuer: linuxName(issuer) };
  const windows = { subject: windowsName(subject), issuer: windowsName(issuer) };
  if (windows.subject === null || windows.issuer === null) return [row('linux', linux.subject, linux.issuer)];
  if (windows.subject === linux.subject && windows.issuer === linux.issuer) {
    return [row('any', linux.subject, linux.issuer)];
  }
  return [row('windows', windows.subject, windows.issuer), row('linux', linux.subject, linux.issuer)];
}

function row(platform: PlatformNames['platform'], subject: string, issuer: string): PlatformNames {
  return { platform, subject, issuer, subjectHash: nameHash(subject), issuerHash: nameHash(issuer) };
}

function whyNamesDiffer({ subject, issuer }: X509): string {
  const inIssuer = Buffer.compare(subject, issuer) === 0 ? [] : differences(issuer);
  const clauses = [...new Set([...differences(subject), ...inIssuer])];
  return `.NET prints this name differently on Windows and on Linux: ${clauses.join('; ')}.`;
}

function readExtendedKeyUsage(value: Tlv | null): string[] | null {
  if (value === null) return null;
  return children(value, tag.sequence, 'the extended key usage').map((usage) => oid(usage, 'a key usage'));
}

function readKeyUsage(value: Tlv | null): string[] | null {
  if (value === null) return null;
  const set = bits(value, 'the key usage');
  return usages.filter((_, bit) => ((set[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0);
}
