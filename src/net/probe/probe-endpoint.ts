/** One host, stage by stage; the first stage that does not pass is the last. Nothing secret is sent. */
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { quoted } from '../../domain/harmless-text.ts';
import { type NetworkFault, networkFault } from '../../domain/network-findings.ts';
import { addressKind } from '../address-kind.ts';
import { get, type Limits, ProxyRefusal } from '../connect.ts';
import type { Failure } from '../failure.ts';
import { blame } from '../fault/blame.ts';
import { seenChain } from '../fault/chain.ts';
import { filteredName } from '../fault/reach.ts';
import type { Network } from '../network.ts';
import type { ProxyAndTrust } from '../network-settings.ts';
import { redirectedTo } from '../page-title.ts';
import { addressOf, type ProxyServer } from '../proxy.ts';
import type { RawAnswer } from '../raw-http.ts';
import type { ConnectStage } from '../stage-failure.ts';
import { addressNote, describeResolution } from './address-note.ts';
import { withEarlyBlame } from './early-blame.ts';
import type { Endpoint } from './endpoint.ts';
import { judgeMarker, type MarkerContext } from './marker.ts';
import { createPath, type Path } from './path.ts';
import type { CloudSignal, Correlation, EndpointReport, StageName, TlsRecord } from './report.ts';
import { correlationOf, refusedTls, verifiedTls } from './response-records.ts';
import { createStages, StageFailed, type Stages, type StageWork } from './stages.ts';
import type { TrustSourceOf } from './trust-sources.ts';
import type { MarkerVerdict } from './verdicts.ts';

export interface ProbeContext extends MarkerContext {
  readonly network: Network;
  readonly way: ProxyAndTrust;
  readonly limits: Limits;
  /** Names of the CAs that the user added. */
  readonly extraAuthorities: () => readonly string[];
  readonly emulated: boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly redact: (text: string) => string;
  readonly trustSourceOf: TrustSourceOf;
  readonly onStage?: (host: string, stage: StageName) => void;
}

export interface EndpointOutcome {
  readonly report: EndpointReport;
  readonly faults: readonly NetworkFault[];
  /** What is worth knowing although the host answers as itself. */
  readonly notes: readonly NetworkFault[];
  /** Milliseconds that the service is ahead of this machine; null: no answer that counts. */
  readonly ahead: number | null;
  /** Where the name led to; empty: through a proxy, or nowhere. */
  readonly addresses: readonly string[];
  /** The title of the page that came instead of the service. */
  readonly page: string | null;
  /** The other host that the response redirects to. */
  readonly away: string | null;
  /** What IPv4 says where IPv6 alone works; null: it works as well, or was not needed. */
  readonly ipv4Failure: string | null;
  /** What the response says about the cloud; null: nothing. */
  readonly signal: CloudSignal | null;
}

/** All that one host needs while it is probed. */
interface Probe {
  readonly endpoint: Endpoint;
  readonly context: ProbeContext;
  readonly path: Path;
  readonly stages: Stages;
  readonly notes: NetworkFault[];
  status: number | null;
  away: string | null;
  tls: TlsRecord | null;
  correlation: Correlation | null;
  ipv4Failure: Promise<string | null>;
}

const bodyLimit = 64 * 1024;

export async function probeEndpoint(endpoint: Endpoint, context: ProbeContext): Promise<EndpointOutcome> {
  const { limits, network, way } = context;
  const { host } = endpoint;
  const path = createPath(endpoint, network, way, limits);
  const stages = createStages(
    () => performance.now(),
    limits.signal,
    (stage) => context.onStage?.(host, stage),
  );
  const nothing = { status: null, away: null, tls: null, correlation: null, ipv4Failure: Promise.resolve(null) };
  const probe: Probe = { endpoint, context, path, stages, notes: [], ...nothing };
  const outcome = (verdict: Omit<MarkerVerdict, 'detail'>, ahead: number | null): EndpointOutcome => ({
    report: {
      ...described(endpoint, path.route.proxy),
      ok: verdict.ok,
      stages: stages.done,
      addresses: addressesOf(path).map((address) => ({ address, kind: addressKind(address) })),
      status: probe.status,
      tls: probe.tls,
      correlation: probe.correlation,
    },
    faults: verdict.faults,
    notes: probe.notes,
    ahead: verdict.ok === true ? ahead : null,
    addresses: addressesOf(path),
    page: verdict.faults.flatMap((fault) => ('page' in fault.args ? (fault.args.page ?? []) : []))[0] ?? null,
    away: probe.away,
    signal: verdict.signal ?? null,
    ipv4Failure: null,
  });
  try {
    const { proxy } = path.route;
    const socket = proxy === null ? await reachDirectly(probe) : await reachByProxy(probe, proxy);
    if (endpoint.speaks === 'tcp') return outcome({ ok: true, faults: [] }, null);
    const channel = endpoint.speaks === 'http' ? socket : await shakeHands(probe, socket);
    const { verdict, ahead } = await ask(probe, channel);
    return { ...outcome(verdict, ahead), ipv4Failure: await probe.ipv4Failure };
  } catch (error) {
    if (!(error instanceof StageFailed)) throw error;
    const ok = stages.done.at(-1)?.ok ?? null;
    return outcome({ ok, faults: error.fault === null ? [] : [error.fault] }, null);
  } finally {
    path.close();
  }
}

const addressesOf = ({ resolution }: Path) => resolution?.addresses.map(({ address }) => address) ?? [];

function described({ host, port, need, purpose, why, confidence }: Endpoint, proxy: ProxyServer | null) {
  const through = proxy === null ? null : { url: `${proxy.protocol}//${addressOf(proxy)}`, from: proxy.source };
  return { host, port, need, purpose, why, confidence, proxy: through };
}

function blaming(probe: Probe, stage: ConnectStage | 'http') {
  const { endpoint, context, path } = probe;
  const { network, way, extraAuthorities, redact } = context;
  return (failure: Failure, stop?: AbortSignal): Promise<NetworkFault> =>
    blame(failure.step?.stage ?? stage, failure, {
      place: { host: endpoint.host, port: endpoint.port },
      route: path.route,
      resolution: path.resolution,
      privateExpected: endpoint.privateExpected,
      network,
      trust: way.trust,
      limits: { ms: context.limits.ms, signal: either(context.limits.signal, stop) },
      extraAuthorities,
      redact,
      onChain(chain) {
        probe.tls = refusedTls(chain, context.trustSourceOf);
      },
    });
}

const either = (...signals: readonly (AbortSignal | undefined)[]) =>
  AbortSignal.any(signals.filter((signal) => signal !== undefined));

/** The stages whose silence says nothing by itself. */
function early<T>(probe: Probe, stage: 'tls' | 'proxy', work: Omit<StageWork<T>, 'blame'>): StageWork<T> {
  const blame = blaming(probe, stage);
  return withEarlyBlame({ ...work, blame }, { stage, ms: probe.context.limits.ms, blame });
}

async function reachDirectly(probe: Probe): Promise<Socket> {
  const { endpoint, path, stages, notes } = probe;
  const { host, port } = endpoint;
  const resolution = await stages.run('dns', {
    work: () => path.resolve(),
    describe: describeResolution,
    blame: blaming(probe, 'dns'),
  });
  const filtered = filteredName({ host, port }, resolution);
  if (filtered !== null) throw new StageFailed(filtered);
  const note = addressNote(endpoint, resolution);
  if (note !== null) notes.push(note);
  const { socket } = await stages.run('tcp', {
    work: () => path.direct(resolution),
    describe({ address, ipv6Failure, ipv4Failure }) {
      probe.ipv4Failure = ipv4Failure;
      if (ipv6Failure !== null) notes.push(networkFault('ipv6-broken', host, { host, port, detail: ipv6Failure }));
      const { bypass, bypassSource } = path.route;
      const past = bypass === null ? '' : `, past the proxy (${bypassSource}: ${bypass})`;
      return { detail: `${address.address} over IPv${address.family}${past}` };
    },
    blame: blaming(probe, 'tcp'),
  });
  return socket;
}

async function reachByProxy(probe: Probe, proxy: ProxyServer): Promise<Socket> {
  const work: Omit<StageWork<Socket>, 'blame'> = {
    work: () =>
      probe.endpoint.speaks === 'http' ? probe.path.toProxy(proxy) : probe.path.tunnel(proxy, () => undefined),
    describe: () => ({ detail: `${addressOf(proxy)} (${proxy.source})` }),
  };
  return probe.stages.run('proxy', early(probe, 'proxy', work));
}

async function shakeHands(probe: Probe, socket: Socket): Promise<TLSSocket> {
  const { endpoint, context, path, stages, notes } = probe;
  const { host, port } = endpoint;
  const work: Omit<StageWork<Awaited<ReturnType<Path['handshake']>>>, 'blame'> = {
    work: () => path.handshake(socket),
    describe({ secured, leaf }) {
      const chain = seenChain(leaf, host);
      probe.tls = verifiedTls(chain, secured, context.trustSourceOf);
      if (!context.emulated && probe.tls?.topTrustedBy !== 'bundled') {
        notes.push(networkFault('tls-intercepted-trusted', host, { host, port, issuer: chain?.top ?? null }));
      }
      return {
        detail: `${secured.getProtocol()}, issued by ${chain === null ? 'an unknown CA' : quoted(chain.issuer)}`,
      };
    },
  };
  return (await stages.run('tls', early(probe, 'tls', work))).secured;
}

/** What a proxy answers itself where it was to fetch an http URL. */
const isOfProxy = (status: number) => [403, 407, 429, 451].includes(status) || status >= 500;

async function ask(probe: Probe, socket: Socket) {
  const { endpoint, context, stages } = probe;
  const { host, path } = endpoint;
  const proxy = endpoint.speaks === 'http' ? probe.path.route.proxy : null;
  let sent = 0;
  let verdict: MarkerVerdict = { ok: null, detail: '', faults: [] };
  const work: Omit<StageWork<{ readonly answer: RawAnswer; readonly ahead: number | null }>, 'blame'> = {
    work: async () => {
      sent = context.now();
      const answer = await get(socket, { host, path, bodyLimit, proxy }, context.limits);
      if (proxy !== null && isOfProxy(answer.status)) {
        throw new ProxyRefusal(answer.status, answer.headers, answer.body.toString('utf8'));
      }
      const date = Date.parse(answer.headers.date ?? '');
      // The header has whole seconds, cut: on average it is half a second behind.
      const difference = Number.isNaN(date) ? null : date + 500 - (sent + context.now()) / 2;
      return { answer, ahead: difference };
    },
    describe({ answer }) {
      probe.status = answer.status;
      probe.correlation = correlationOf(answer, context.now(), context.redact);
      probe.away = redirectedTo(answer.headers, host);
      verdict = judgeMarker(answer, endpoint, context);
      return { ok: verdict.ok, detail: verdict.detail };
    },
  };
  const { ahead } = await stages.run(
    'http',
    proxy === null ? { ...work, blame: blaming(probe, 'http') } : early(probe, 'proxy', work),
  );
  return { verdict, ahead };
}
