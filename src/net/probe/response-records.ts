/** What a report keeps of a handshake and of a response, besides what they mean. */
import type { TLSSocket } from 'node:tls';
import type { SeenCertificate, SeenChain } from '../fault/chain.ts';
import type { RawAnswer } from '../raw-http.ts';
import { serviceIds, serviceIdsOf } from '../service-ids.ts';
import type { CertificateRecord, Correlation, TlsRecord, TrustSource } from './report.ts';
import type { TrustSourceOf } from './trust-sources.ts';

/** A verified handshake. */
export function verifiedTls(chain: SeenChain | null, secured: TLSSocket, sourceOf: TrustSourceOf): TlsRecord | null {
  if (chain === null) return null;
  const { name, version } = secured.getCipher();
  return {
    ...certificatesOf(chain, sourceOf(chain.topRaw)),
    protocol: secured.getProtocol() ?? version,
    cipher: name,
  };
}

/** The certificates with which a handshake was refused. */
export function refusedTls(chain: SeenChain, sourceOf: TrustSourceOf): TlsRecord | null {
  return { ...certificatesOf(chain, sourceOf(chain.topRaw) ?? 'none'), protocol: null, cipher: null };
}

function certificatesOf({ certificates }: SeenChain, topTrustedBy: TrustSource | null) {
  const [leaf] = certificates;
  const top = certificates.at(-1);
  if (leaf === undefined || top === undefined) throw new Error('a chain without a certificate');
  return { leaf: recordOf(leaf), top: recordOf(top), topTrustedBy };
}

function recordOf({ subject, issuer, sha256, notBefore, notAfter }: SeenCertificate): CertificateRecord {
  return { subject, issuer, sha256, notBefore: isoOf(notBefore), notAfter: isoOf(notAfter) };
}

/** Anyone can write what is no date into a certificate. */
const isoOf = (date: Date) => (Number.isNaN(date.getTime()) ? 'unknown' : date.toISOString());

/** @param now milliseconds since 1970 by this machine */
export function correlationOf(
  { headers, body }: RawAnswer,
  now: number,
  redact: (text: string) => string,
): Correlation {
  const shown = (id: string | null) => (id === null ? null : redact(id));
  const [named, said] = [serviceIds(headers), serviceIdsOf(body)];
  const [requestId, correlationId] = [named.requestId ?? said.requestId, named.correlationId ?? said.correlationId];
  const date = Date.parse(headers.date ?? '');
  const timestamp = new Date(Number.isNaN(date) ? now : date).toISOString();
  return { requestId: shown(requestId), correlationId: shown(correlationId), timestamp };
}
