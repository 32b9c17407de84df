/** From the failure of a stage to the fault of the catalogue (connectivity, sections 6, 7 and 12). Pure. */
import type { Failure } from '../failure.ts';
import type { ProxyServer } from '../proxy.ts';
import { type Fault, fault } from './report.ts';

export function dnsFault({ code, message }: Failure, host: string): Fault {
  return fault('dns-fails', host, { host, detail: code ?? message });
}

/** `host` is whoever was dialled: the service or the proxy. */
export function tcpFault(failure: Failure, host: string, detail: string | null = null): Fault {
  const why = [detail, failure.code ?? failure.message].filter(Boolean).join(': ');
  if (failure.code === 'ENOTFOUND' || failure.code === 'EAI_AGAIN') {
    return fault('dns-fails', host, { host, detail: why });
  }
  return failure.timeout
    ? fault('tcp-timeout', host, { host, detail })
    : fault('tcp-refused', host, { host, detail: why });
}

export function proxyFault({ refusal, message, timeout }: Failure, host: string, proxy: ProxyServer): Fault {
  const address = `${proxy.host}:${proxy.port}`;
  if (refusal?.status === 407) {
    const schemes = schemesOf(refusal.headers['proxy-authenticate'] ?? '');
    return fault('proxy-auth-required', proxy.host, { proxy: address, schemes });
  }
  if (refusal === null) {
    const detail = timeout ? 'it does not answer to CONNECT' : `${message}; it may be no proxy, or want TLS`;
    return fault('proxy-refuses-host', host, { host, detail });
  }
  const { status, headers, body } = refusal;
  const reason = squidReason(headers['x-squid-error'] ?? '');
  if (reason !== null) return fault(reason, host, { host, detail: `behind the proxy ${address}` });
  const title = /<title[^>]*>\s*([^<]{1,80})/i.exec(body)?.[1]?.trim();
  const reach = [502, 503, 504].includes(status) ? 'the proxy cannot resolve or reach it' : null;
  const detail = [`HTTP ${status}`, reach, title, headers.via, headers.server].filter(Boolean).join(', ');
  return fault('proxy-refuses-host', host, { host, detail });
}

/** Squid names why it could not reach a host, with the errno of its system: 110 and 60 are ETIMEDOUT (general knowledge of Squid; not seen here). */
function squidReason(error: string): 'dns-fails' | 'tcp-timeout' | 'tcp-refused' | null {
  if (error.startsWith('ERR_DNS_FAIL')) return 'dns-fails';
  if (!error.startsWith('ERR_CONNECT_FAIL')) return null;
  return / (110|60)$/.test(error) ? 'tcp-timeout' : 'tcp-refused';
}

/** `Basic realm="x", NTLM` gives `Basic, NTLM`. */
function schemesOf(header: string): string | null {
  const found = header.match(/(?:^|,\s*)[A-Za-z][\w-]*(?=\s|,|$)(?!\s*=)/g) ?? [];
  return found.length === 0 ? null : found.map((scheme) => scheme.replace(/^,\s*/, '')).join(', ');
}

/** The chain of a handshake that was refused, read without trusting it. */
export interface SeenChain {
  /** Common names, or what stands for them. */
  readonly issuer: string;
  readonly top: string;
  readonly length: number;
  readonly names: string;
  readonly fitsHost: boolean;
  /** The names of the issuer look like a public authority of Microsoft's. */
  readonly publicIssuer: boolean;
}

export interface TlsContext {
  readonly host: string;
  readonly chain: SeenChain | null;
  /** The user has given authorities of their own, so the root is probably there. */
  readonly extraAuthorities: boolean;
}

const untrusted = new Set([
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_GET_ISSUER_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
]);

/** Node's codes are the same in 20 and 24; messages are not (experiment). */
export function tlsFault({ code, message, timeout }: Failure, { host, chain, extraAuthorities }: TlsContext): Fault {
  const detail = code ?? message;
  const issuer = chain?.issuer ?? null;
  if (code === 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' && (chain?.publicIssuer || extraAuthorities)) {
    return fault('tls-missing-intermediate', host, { host, detail: issuer === null ? null : `issued by ${issuer}` });
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID' || (chain !== null && untrusted.has(code ?? '') && !chain.fitsHost)) {
    return fault('block-page', host, {
      host,
      page: null,
      detail: `the certificate is for ${chain?.names ?? 'another host'}`,
    });
  }
  if (untrusted.has(code ?? '')) return fault('tls-intercepted-untrusted', host, { host, issuer, detail });
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') {
    const look = `${code}: look at the clock of this machine first`;
    return fault('tls-intercepted-untrusted', host, { host, issuer, detail: look }, { byClock: true });
  }
  if (/WRONG_VERSION_NUMBER|HTTP_REQUEST|PACKET_LENGTH/.test(detail)) {
    return fault('block-page', host, { host, page: null, detail: 'plain HTTP answers where TLS was due' });
  }
  if (/PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL/.test(detail)) {
    return fault('tls-intercepted-untrusted', host, { host, issuer, detail: 'it speaks only TLS 1.1 or older' });
  }
  if (timeout) return fault('tcp-timeout', host, { host, detail: 'the connection opens, but TLS gets no answer' });
  return fault('proxy-refuses-host', host, {
    host,
    detail: `the connection is dropped in the TLS handshake: ${detail}`,
  });
}
