/** Why a TLS handshake failed, by Node's code and the chain that was seen (connectivity, section 7). Pure. */
import { quoted } from '../../domain/harmless-text.ts';
import { type NetworkFault, networkFault } from '../../domain/network-findings.ts';
import type { Failure } from '../failure.ts';
import type { Place } from '../reach.ts';
import type { SeenCertificate, SeenChain } from './chain.ts';

/** What else was tried after the handshake had failed. */
export interface TlsEvidence {
  readonly chain: SeenChain | null;
  /** The same address completes a handshake that names no host. */
  readonly worksWithoutName: boolean;
  /** Something small came back where a handshake got nothing. */
  readonly answersSmall: boolean;
  /** The protocol of a handshake that allows old ones. */
  readonly oldVersion: string | null;
  /** TLS 1.2 asked for a certificate of the client. */
  readonly wantsCertificate: boolean;
  /** The title of the page that came when plain HTTP was spoken; null: none. */
  readonly page: string | null;
  /** The store of the system that has the chain's root, and how to use it. */
  readonly systemStore: { readonly store: string; readonly option: string } | null;
  /** An address where nothing listens accepts connections too. */
  readonly acceptsAll: string | null;
}

export interface TlsContext {
  readonly place: Place;
  /** Names of the CAs that the user added. */
  readonly extraAuthorities: readonly string[];
  readonly evidence: TlsEvidence;
}

const untrusted = new Set([
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_GET_ISSUER_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
]);

/** Codes for which the chain is worth reading. */
export function isAboutCertificate(code: string | null): boolean {
  return untrusted.has(code ?? '') || /^(CERT_|ERR_TLS_CERT_)/.test(code ?? '');
}

/** Node's codes are the same in 20 and 24; messages are not (experiment). */
export function tlsFault(
  { code, message, timeout }: Failure,
  { place, extraAuthorities, evidence }: TlsContext,
): NetworkFault {
  const { host, port } = place;
  const { chain } = evidence;
  // Node has no code of its own for the rarer reasons of OpenSSL.
  const detail = code === null || code === 'UNSPECIFIED' ? message : code;
  const issuer = chain?.issuer ?? null;
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') return validityFault(code, place, chain);
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID' || (chain !== null && untrusted.has(code ?? '') && !chain.fitsHost)) {
    return networkFault('tls-other-host', host, { host, port, issuer, names: chain?.names ?? 'another host' });
  }
  if (code === 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' && chain !== null && isBelowKnown(chain, extraAuthorities)) {
    return networkFault('tls-missing-intermediate', host, {
      host,
      port,
      detail: `its own was issued by ${quoted(chain.issuer)}`,
    });
  }
  if (untrusted.has(code ?? '')) {
    const { systemStore } = evidence;
    return systemStore === null
      ? networkFault('tls-intercepted-untrusted', host, { host, port, issuer, detail: null })
      : networkFault('tls-root-in-system-store', host, { host, port, issuer, ...systemStore });
  }
  return handshakeFault(detail, timeout, place, evidence);
}

/**
 * The leaf alone does not say which root is above its issuer. The CAs of one company share its name: "Contoso Issuing CA 2"
 * is below "Contoso Root CA", and an unknown gateway is not.
 */
function isBelowKnown({ publicIssuer, issuer }: SeenChain, extraAuthorities: readonly string[]): boolean {
  const lead = (name: string) => /[\p{L}\d]{3,}/u.exec(name.replace(/^CN=/, ''))?.[0]?.toLowerCase() ?? null;
  const own = lead(issuer);
  return publicIssuer || (own !== null && extraAuthorities.some((name) => lead(name) === own));
}

/** By the clock of this machine. */
export function isOutOfTime({ notBefore, notAfter }: SeenCertificate, expired: boolean): boolean {
  return expired ? notAfter.getTime() < Date.now() : notBefore.getTime() > Date.now();
}

function validityFault(code: string, { host, port }: Place, chain: SeenChain | null): NetworkFault {
  const expired = code === 'CERT_HAS_EXPIRED';
  const certificates = chain?.certificates ?? [];
  const bad = certificates.find((each) => isOutOfTime(each, expired));
  const ofAuthority = certificates.length > 0 && bad !== certificates[0];
  const about = {
    host,
    port,
    issuer: bad?.issuer ?? null,
    // A CA that is not among those that were seen is the one above them.
    subject: bad?.subject ?? certificates.at(-1)?.issuer ?? null,
    ...(ofAuthority ? ({ authority: true } as const) : {}),
  };
  const day = (date: Date | undefined) => date?.toISOString().slice(0, 10) ?? 'an unknown date';
  return expired
    ? networkFault('tls-certificate-expired', host, { ...about, notAfter: day(bad?.notAfter) })
    : networkFault('tls-certificate-not-yet-valid', host, { ...about, notBefore: day(bad?.notBefore) });
}

function handshakeFault(detail: string, timeout: boolean, { host, port }: Place, evidence: TlsEvidence): NetworkFault {
  if (/WRONG_VERSION_NUMBER|HTTP_REQUEST|PACKET_LENGTH/.test(detail)) {
    return networkFault('not-tls', host, { host, port, page: evidence.page, detail: null });
  }
  if (/NO_APPLICATION_PROTOCOL/.test(detail)) return networkFault('tls-no-http1', host, { host, port });
  if (/CERTIFICATE_REQUIRED/.test(detail) || evidence.wantsCertificate) {
    return networkFault('tls-client-certificate', host, { host, port });
  }
  if (/PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|UNSUPPORTED_SSL/.test(detail) || evidence.oldVersion !== null) {
    return networkFault('tls-old-version', host, { host, port, version: evidence.oldVersion });
  }
  if (evidence.acceptsAll !== null) {
    return networkFault('local-agent-answers', host, { host, port, address: evidence.acceptsAll, detail: null });
  }
  if (timeout && !evidence.worksWithoutName) {
    return evidence.answersSmall
      ? networkFault('mtu-too-small', host, { host, port, detail: null })
      : networkFault('tls-no-answer', host, { host, port, detail: null });
  }
  // A filter may also answer with an alert, such as unrecognized_name or access_denied.
  const refused = evidence.worksWithoutName && /ALERT|UNRECOGNIZED_NAME/.test(detail);
  if (timeout || refused || /ECONNRESET|EPIPE|closed|disconnected/i.test(detail)) {
    const proof = evidence.worksWithoutName
      ? 'the same address completes TLS when no host name is sent'
      : 'and also when no host name is sent';
    return networkFault('tls-cut-off', host, { host, port, detail: proof });
  }
  const unacceptable = refusedCertificate(detail);
  return networkFault('tls-fails', host, { host, port, ...(unacceptable === null ? {} : { detail: unacceptable }) });
}

/** What OpenSSL refuses in a chain besides trust, name and validity; Node has codes for some of it, for the rest OpenSSL's text. */
function refusedCertificate(text: string): string | null {
  if (/INVALID_PURPOSE|unsuitable certificate purpose/i.test(text)) return 'its certificate is not for servers';
  if (/MD_TOO_WEAK|digest algorithm too weak/i.test(text))
    return 'a signature in its certificate chain is too weak, such as SHA-1';
  if (/KEY_TOO_(SMALL|WEAK)|key too (small|weak)/i.test(text)) return 'a key in its certificate chain is too short';
  if (/CERT_SIGNATURE_FAILURE/.test(text)) return 'a signature in its certificate chain is wrong';
  if (/INVALID_CA|PATH_LENGTH_EXCEEDED/.test(text)) return 'a certificate in its chain may not issue certificates';
  return null;
}
