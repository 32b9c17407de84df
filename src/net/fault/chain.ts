/** The certificates of a TLS connection, as the texts of a finding need them. */
import { X509Certificate } from 'node:crypto';
import * as tls from 'node:tls';

export interface SeenCertificate {
  /** `CN=…`, or what stands for it. */
  readonly subject: string;
  readonly issuer: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Of its DER, 64 lower-case hexadecimal digits. */
  readonly sha256: string;
}

/** The chain of a handshake that was refused, read without trusting it. */
export interface SeenChain {
  /** Leaf first. */
  readonly certificates: readonly SeenCertificate[];
  /** Of the leaf. */
  readonly issuer: string;
  readonly top: string;
  readonly names: string;
  readonly fitsHost: boolean;
  /** The names of the issuer look like a public authority of Microsoft's. */
  readonly publicIssuer: boolean;
  /** DER of the last certificate. */
  readonly topRaw: Buffer;
}

/** The CAs that sign these services. Names can be imitated, so a match proves nothing by itself (inferred). */
const publicIssuer = /^(DigiCert|Microsoft|GeoTrust|Baltimore)/i;

/** Nothing is computed before it is read: most chains are only looked at for their CA. */
export function seenChain(leaf: tls.DetailedPeerCertificate | null, host: string): SeenChain | null {
  if (leaf?.raw === undefined) return null;
  const chain = walk(leaf);
  const top = chain.at(-1) ?? leaf;
  return {
    get certificates() {
      return chain.map((each) => ({
        subject: nameOf(each.subject),
        issuer: nameOf(each.issuer),
        notBefore: new Date(each.valid_from),
        notAfter: new Date(each.valid_to),
        sha256: each.fingerprint256.replaceAll(':', '').toLowerCase(),
      }));
    },
    issuer: nameOf(leaf.issuer),
    top: nameOf(top.subject),
    get names() {
      const names = new X509Certificate(leaf.raw).subjectAltName;
      return names?.replaceAll(/\b(DNS|IP Address):/g, '') ?? nameOf(leaf.subject);
    },
    get fitsHost() {
      return tls.checkServerIdentity(host, leaf) === undefined;
    },
    get publicIssuer() {
      const issuerNames = [leaf.issuer?.CN, leaf.issuer?.O].flat().filter((name) => name !== undefined);
      return issuerNames.some((name) => publicIssuer.test(String(name)));
    },
    topRaw: top.raw,
  };
}

function walk(leaf: tls.DetailedPeerCertificate): readonly tls.DetailedPeerCertificate[] {
  const chain = [leaf];
  for (let next = leaf.issuerCertificate; next !== undefined && !chain.includes(next); next = next.issuerCertificate) {
    if (chain.at(-1)?.fingerprint256 === next.fingerprint256) break;
    chain.push(next);
  }
  return chain;
}

function nameOf(name: tls.Certificate | undefined): string {
  const found = name?.CN ?? name?.O ?? name?.OU;
  return found === undefined ? 'a CA without a name' : `CN=${[found].flat().join(', ')}`;
}
