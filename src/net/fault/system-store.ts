/** Whether the operating system trusts a CA that Node does not: then the repair is one setting on this machine. */
import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import * as tls from 'node:tls';

export interface SystemStoreMatch {
  /** Where the root was found. */
  readonly store: string;
  /** The setting that makes Node or ppmi use it. */
  readonly option: string;
}

/** Where distributions keep the store as one file (general knowledge; Debian, Fedora, openSUSE, Alpine). */
const bundles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

/** @param topRaw DER of the last certificate that the peer sent */
export async function findInSystemStore(topRaw: Buffer): Promise<SystemStoreMatch | null> {
  const top = new X509Certificate(topRaw);
  const { getCACertificates } = tls as { getCACertificates?: (type: 'system') => readonly string[] };
  if (getCACertificates !== undefined) {
    const trusted = getCACertificates('system').some((pem) => vouches(pem, top));
    return trusted ? { store: "this computer's certificate store", option: 'NODE_OPTIONS=--use-system-ca' } : null;
  }
  // Node 20 cannot read the stores of Windows and macOS.
  for (const file of bundles) {
    const text = await readFile(file, 'latin1').catch(() => '');
    const blocks = text.match(/-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]*-----END CERTIFICATE-----/g) ?? [];
    if (blocks.some((pem) => vouches(pem, top))) return { store: file, option: `PPMI_CA_FILE=${file}` };
  }
  return null;
}

/** The root itself was sent, or what it signed. */
function vouches(pem: string, top: X509Certificate): boolean {
  try {
    const root = new X509Certificate(pem);
    return root.fingerprint256 === top.fingerprint256 || (top.checkIssued(root) && top.verify(root.publicKey));
  } catch {
    return false;
  }
}
