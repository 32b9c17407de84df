/** Why a proxy does not lead to a host; the proxy is named as the proxy (connectivity, section 6). Pure. */
import { inOnePiece, quoted } from '../../domain/harmless-text.ts';
import { type NetworkFault, networkFault } from '../../domain/network-findings.ts';
import type { Failure } from '../failure.ts';
import { pageReferences, pageTitle } from '../page-title.ts';
import { addressOf, type ProxyServer } from '../proxy.ts';
import type { Place } from '../reach.ts';
import { dnsFault } from './reach.ts';

export interface ProxyContext {
  readonly place: Place;
  readonly proxy: ProxyServer;
  /** What answers when the other of http and https is spoken to its port; null: not tried, or nothing. */
  readonly speaks: 'http:' | 'https:' | null;
  /** Who signed the certificate of an https proxy. */
  readonly issuer: string | null;
  readonly redact: (text: string) => string;
}

/** The proxy itself cannot be reached. */
export function proxyReachFault(failure: Failure, { proxy }: ProxyContext): NetworkFault {
  const at = { proxy: addressOf(proxy), source: proxy.source };
  const { code, message, timeout, resolve } = failure;
  if (resolve !== null || code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    // A resolver that fails says nothing about the name.
    const inDns = dnsFault(failure, proxy);
    if (inDns.name !== 'dns-fails') return inDns;
    const who = resolve?.answers[0];
    const detail = who === undefined ? code : `${who.server}: ${who.code ?? 'no address'}`;
    return networkFault('proxy-not-found', proxy.host, { ...at, detail });
  }
  if (timeout) return networkFault('proxy-no-answer', proxy.host, { ...at, detail: 'no connection' });
  const local = /^(127\.|::1$|localhost$)/i.test(proxy.host) ? 'this machine' : null;
  if (code === 'ECONNREFUSED') return networkFault('proxy-refuses-connection', proxy.host, { ...at, local });
  return networkFault('proxy-no-answer', proxy.host, { ...at, detail: code ?? message });
}

/** TLS to an https proxy failed. */
export function proxyTlsFault(failure: Failure, context: ProxyContext): NetworkFault {
  const { proxy, speaks, issuer } = context;
  const at = { proxy: addressOf(proxy), source: proxy.source };
  const detail = failure.code ?? failure.message;
  if (speaks === 'http:' || /WRONG_VERSION_NUMBER|HTTP_REQUEST|PACKET_LENGTH/.test(detail)) {
    return networkFault('proxy-scheme-mismatch', proxy.host, { ...at, configured: 'https', actual: 'http' });
  }
  if (failure.timeout || issuer === null)
    return networkFault('proxy-no-answer', proxy.host, { ...at, detail: 'TLS fails' });
  return networkFault('proxy-certificate', proxy.host, { ...at, issuer });
}

/** The proxy was reached and asked for a tunnel. */
export function proxyFault(failure: Failure, context: ProxyContext): NetworkFault {
  const { place, proxy, speaks, redact } = context;
  const at = { proxy: addressOf(proxy), source: proxy.source };
  const { refusal, notHttp, timeout, message } = failure;
  if (speaks !== null && speaks !== proxy.protocol) {
    const [configured, actual] = [proxy.protocol, speaks].map((protocol) => protocol.slice(0, -1));
    return networkFault('proxy-scheme-mismatch', proxy.host, {
      ...at,
      configured: configured ?? '',
      actual: actual ?? '',
    });
  }
  if (notHttp !== null) {
    return networkFault('proxy-is-no-proxy', proxy.host, { ...at, answer: firstLine(notHttp.beginning, redact) });
  }
  if (refusal === null) {
    if (timeout) return networkFault('proxy-no-answer', proxy.host, { ...at, detail: 'no response to CONNECT' });
    return networkFault('proxy-is-no-proxy', proxy.host, { ...at, answer: message });
  }
  const { status, headers, body } = refusal;
  const { host, port } = place;
  if (status === 407) return credentialsFault(headers['proxy-authenticate'] ?? '', proxy, at);
  const reason = squidReason(headers['x-squid-error'] ?? '');
  if (reason !== null) return networkFault(reason, host, { host, port, detail: `seen by the proxy ${at.proxy}` });
  const title = pageTitle(Buffer.from(body), redact);
  const product = [headers.via, headers.server].flatMap((name) => (name ? inOnePiece(redact(name)) : []));
  const references = pageReferences(Buffer.from(body), redact).map(quoted);
  const detail = [`HTTP ${status}`, title === null ? null : quoted(title), ...product, ...references]
    .filter(Boolean)
    .join(', ');
  if (status === 404 || status === 405 || status === 400 || status === 501) {
    return networkFault('proxy-is-no-proxy', proxy.host, { ...at, answer: `${detail} to CONNECT` });
  }
  // RFC 6585, section 6: sent by a proxy that requires a sign-in to the network.
  if (status === 511) return networkFault('captive-portal', host, { host, port, page: title, hosts: 1 });
  if (status >= 500) {
    return networkFault('proxy-cannot-reach-host', host, { host, port, ...at, status, detail });
  }
  return networkFault('proxy-refuses-host', host, { host, port, ...at, detail });
}

/** What leads to other hosts is a proxy: it refuses this one, or waits for it in vain. */
export function behindWorkingProxy(fault: NetworkFault, { host, port }: Place): NetworkFault {
  if (fault.name === 'proxy-is-no-proxy') {
    const { proxy, source, answer: detail } = fault.args;
    return networkFault('proxy-refuses-host', host, { host, port, proxy, source, detail });
  }
  if (fault.name === 'proxy-no-answer') {
    const { proxy, source, detail } = fault.args;
    return networkFault('proxy-cannot-reach-host', host, { host, port, proxy, source, status: null, detail });
  }
  return fault;
}

function credentialsFault(header: string, proxy: ProxyServer, at: { readonly proxy: string; readonly source: string }) {
  const schemes = schemesOf(header);
  const offered = schemes.length === 0 ? null : schemes.join(', ');
  const relay = schemes.find((scheme) => /^(negotiate|ntlm|kerberos)$/i.test(scheme)) ?? null;
  // A proxy that names no scheme got credentials all the same.
  if (proxy.credentials !== null && (offered === null || schemes.some((scheme) => /^basic$/i.test(scheme)))) {
    return networkFault('proxy-password-refused', proxy.host, at);
  }
  return networkFault('proxy-auth-required', proxy.host, { ...at, schemes: offered, relay });
}

/** What stands at the beginning of bytes that are not HTTP: `SSH-2.0-OpenSSH_9.6` tells more than any code. */
function firstLine(bytes: Buffer, redact: (text: string) => string): string {
  if (bytes[0] === 0x15 || bytes[0] === 0x16) return 'TLS';
  if (bytes[0] === 5 || bytes[0] === 4) return 'SOCKS';
  const text = redact(bytes.toString('latin1', 0, 2000)).split(/[\r\n]/)[0] ?? '';
  const shown = text
    .replaceAll(/[^\x20-\x7e]/g, '·')
    .slice(0, 60)
    .trim();
  return shown === '' ? 'nothing that can be read' : inOnePiece(shown);
}

/** Squid names why it could not reach a host, with the errno of its system: 110 and 60 are ETIMEDOUT (general knowledge of Squid; not seen here). */
function squidReason(error: string): 'dns-fails' | 'tcp-timeout' | 'tcp-refused' | null {
  if (error.startsWith('ERR_DNS_FAIL')) return 'dns-fails';
  if (!error.startsWith('ERR_CONNECT_FAIL')) return null;
  return / (110|60)$/.test(error) ? 'tcp-timeout' : 'tcp-refused';
}

/** `Basic realm="x", NTLM` gives `Basic` and `NTLM`. */
function schemesOf(header: string): readonly string[] {
  const found = header.match(/(?:^|,\s*)[A-Za-z][\w-]{0,30}(?=\s|,|$)(?!\s*=)/g) ?? [];
  return found.map((scheme) => scheme.replace(/^,\s*/, ''));
}
