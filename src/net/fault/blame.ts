/**
 * From a failure to the one finding that names its cause. The HTTP client and the probes of `ppmi connectivity` both use
 * it, so that a fault has the same name wherever it is met.
 */
import { type NetworkFault, networkFault } from '../../domain/network-findings.ts';
import { addressKind } from '../address-kind.ts';
import type { Limits } from '../connect.ts';
import { describeFailure, type Failure } from '../failure.ts';
import type { ProxyServer } from '../proxy.ts';
import { dialProxy, type Place, type ReachOptions, reach } from '../reach.ts';
import type { Resolution } from '../resolve.ts';
import type { ConnectStage } from '../stage-failure.ts';
import type { SeenChain } from './chain.ts';
import { clockInstead } from './clock.ts';
import { firstCode, gatherEvidence, nowhere, readChain } from './evidence.ts';
import { httpFault } from './http.ts';
import { proxyFault, proxyReachFault, proxyTlsFault } from './proxy.ts';
import { dnsFault, filteredName, redirected, tcpFault } from './reach.ts';
import { tlsFault } from './tls.ts';

export interface BlameContext extends ReachOptions {
  readonly place: Place;
  /** Of the host itself, on a direct path; null: not known. */
  readonly resolution: Resolution | null;
  /** A private address is what the host is meant to have, as with a private endpoint. */
  readonly privateExpected?: boolean;
  /** Names of the CAs that the user added. */
  readonly extraAuthorities: () => readonly string[];
  readonly redact: (text: string) => string;
  /** The certificates that a host sent, which were not trusted, or not for this host. */
  readonly onChain?: (chain: SeenChain) => void;
}

/** Evidence is gathered after the failure: a round trip or two, not another whole stage. */
const evidenceMs = 1000;
/** At most this part of the time limit of a stage. */
const evidencePart = 0.2;

export async function blame(
  stage: ConnectStage | 'http',
  failure: Failure,
  given: BlameContext,
): Promise<NetworkFault> {
  const context = { ...given, limits: shorter(given.limits) };
  const { place, route, resolution } = context;
  const filtered = route.proxy === null && resolution !== null ? filteredName(place, resolution) : null;
  if (filtered !== null) return filtered;
  const fault = await faultAt(stage, failure, context);
  if (route.proxy !== null || stage === 'http') return fault;
  const address = resolution?.addresses[0]?.address ?? null;
  const seen = address === null ? null : addressKind(address);
  const kind = seen === 'private' && given.privateExpected === true ? null : seen;
  return redirected(fault, place, { route, resolution, kind }, summary(failure));
}

/** Of an error of the HTTP client. */
export async function blameError(error: unknown, context: Omit<BlameContext, 'resolution'>): Promise<NetworkFault> {
  const failure = describeFailure(error);
  const stage = failure.step?.stage ?? 'http';
  const direct = context.route.proxy === null && (stage === 'tcp' || stage === 'tls');
  const resolution = direct
    ? await context.network.resolve(context.place.host, context.limits).catch(() => null)
    : null;
  const fault = await blame(stage, failure, { ...context, resolution });
  const { route, network, trust, redact } = context;
  const limits = shorter(context.limits);
  return clockInstead(fault, (host) => {
    const open = () => reach({ host, port: 443 }, { route, network, trust, limits });
    return readChain({ host, open, dialNowhere: null, context: trust().context, limits, redact });
  });
}

async function faultAt(stage: ConnectStage | 'http', failure: Failure, context: BlameContext): Promise<NetworkFault> {
  const { place, route, resolution, network, limits, trust, extraAuthorities, redact } = context;
  const { proxy } = route;
  switch (stage) {
    case 'dns': {
      const empty = failure.resolve?.code === 'ENODATA';
      return dnsFault(failure, place, empty ? ((await network.alias?.(place.host, limits)) ?? null) : null);
    }
    case 'tcp':
      return tcpFault(failure, place, resolution, null);
    case 'tls': {
      const evidence = await gatherEvidence(failure, {
        host: place.host,
        open: () => reach(place, context),
        dialNowhere: proxy === null ? () => network.dial({ host: nowhere, port: place.port, family: 4 }, limits) : null,
        context: trust().context,
        limits,
        redact,
      });
      if (evidence.chain !== null) context.onChain?.(evidence.chain);
      return tlsFault(failure, { place, extraAuthorities: extraAuthorities(), evidence });
    }
    case 'http':
      return httpFault({ ...failure, code: (await codeOfClosing(failure, context)) ?? failure.code }, place);
    default:
      if (proxy === null) return networkFault('tls-fails', place.host, { ...place });
      return proxyFaultAt(stage, failure, proxy, context);
  }
}

/**
 * Why a connection was closed instead of a response. The alert of TLS 1.3 that demands a certificate arrives with the close,
 * and the HTTP client keeps only one of them: a request without a token, over a connection of our own, sees it.
 */
async function codeOfClosing({ timeout, notHttp, code }: Failure, context: BlameContext): Promise<string | null> {
  const { place, trust, limits } = context;
  if (timeout || notHttp !== null || code?.startsWith('PPMI_') === true) return null;
  return firstCode(() => reach(place, context), place.host, { trust: trust(), limits });
}

async function proxyFaultAt(
  stage: ConnectStage,
  failure: Failure,
  proxy: ProxyServer,
  context: BlameContext,
): Promise<NetworkFault> {
  const about = { place: context.place, proxy, speaks: null, issuer: null, redact: context.redact };
  if (stage === 'proxy-dns' || stage === 'proxy-tcp') return proxyReachFault(failure, about);
  if (stage === 'proxy-tls') {
    return proxyTlsFault(failure, { ...about, issuer: (await chainOfProxy(proxy, context))?.issuer ?? null });
  }
  // What answered in HTTP speaks HTTP.
  const other = failure.refusal === null && proxy.protocol === 'http:' ? await chainOfProxy(proxy, context) : null;
  return proxyFault(failure, { ...about, speaks: other === null ? null : 'https:' });
}

function chainOfProxy(proxy: ProxyServer, context: BlameContext) {
  const { limits, redact, trust } = context;
  return readChain({
    host: proxy.host,
    open: () => dialProxy(proxy, context),
    dialNowhere: null,
    context: trust().context,
    limits,
    redact,
  });
}

const shorter = ({ ms, signal }: Limits): Limits => ({ ms: Math.min(ms * evidencePart, evidenceMs), signal });

function summary({ code, message, timeout, resolve }: Failure): string {
  if (timeout) return 'no answer';
  return resolve?.code ?? code ?? message;
}
