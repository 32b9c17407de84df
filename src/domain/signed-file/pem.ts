/** PEM (RFC 7468) as tools write it: any newlines, text around it, keys next to the certificates. */
import { parseSignedData } from './cms.ts';
import type { SignedFile } from './model.ts';
import { certificatesFile, readPkcs7 } from './pkcs7.ts';
import { Malformed, Unreadable } from './unreadable.ts';
import { parseX509, type X509 } from './x509.ts';

/** OpenSSL's older labels included; a TRUSTED CERTIFICATE is followed by OpenSSL's trust settings, which are ignored. */
const certificateLabels = new Set(['CERTIFICATE', 'X509 CERTIFICATE', 'TRUSTED CERTIFICATE']);
const pkcs7Labels = new Set(['PKCS7', 'CMS', 'PKCS #7 SIGNED DATA']);

/** The bundle of all public roots has less than 200. */
const mostBlocks = 4096;

interface Block {
  readonly label: string;
  readonly der: Uint8Array;
}

export function readPem(text: string): SignedFile {
  const blocks = readBlocks(text);
  const certificates: X509[] = blocks.flatMap(({ label, der }) => {
    if (certificateLabels.has(label)) return [parseX509(der)];
    return pkcs7Labels.has(label) ? parseSignedData(der).certificates : [];
  });
  const [only] = blocks;
  if (blocks.length === 1 && only !== undefined && pkcs7Labels.has(only.label)) return readPkcs7(only.der);
  if (certificates.length > 0) return certificatesFile('pem', certificates);
  const labels = [...new Set(blocks.map(({ label }) => label))].join(', ');
  throw new Unreadable('certificate-not-in-file', `it holds ${labels} only`);
}

function readBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  const begin = /-----BEGIN ([A-Z0-9 #]{1,40})-----/g;
  for (let match = begin.exec(text); match !== null; match = begin.exec(text)) {
    const [armour, label = ''] = match;
    const start = match.index + armour.length;
    const end = text.indexOf(`-----END ${label}-----`, start);
    if (end < 0) throw new Malformed(`its ${label} block has no end`);
    const der = Buffer.from(text.slice(start, end), 'base64');
    if (blocks.push({ label, der }) > mostBlocks) throw new Malformed('it holds more blocks than any real bundle');
    begin.lastIndex = end;
  }
  return blocks;
}
