import { X509Certificate } from 'node:crypto';
import * as tls from 'node:tls';

export interface BundledRoots {
  /** Whether the verified chain ends in a root that came with Node, not in one that was added on this machine. */
  has(socket: tls.TLSSocket): boolean;
}

/** The fingerprints are computed once: there are about 150 roots, and each costs as much as a round trip nearby. */
export function bundledRoots(): BundledRoots {
  let known: ReadonlySet<string> | null = null;
  return {
    has(socket) {
      known ??= new Set(tls.rootCertificates.map((pem) => new X509Certificate(pem).fingerprint256));
      let top = socket.getPeerCertificate(true);
      for (let next = top.issuerCertificate; next !== undefined && next !== top; next = next.issuerCertificate) {
        if (next.fingerprint256 === top.fingerprint256) break;
        top = next;
      }
      return known.has(top.fingerprint256);
    },
  };
}
