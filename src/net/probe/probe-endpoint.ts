/** One host, stage by stage; the first stage that is not passed is the last. Nothing is sent that is secret. */
import type { Socket } from 'node:net';
import { get, type Limits, within } from '../connect.ts';
import type { ProxyAndTrust } from '../network-settings.ts';
import type { ProxyServer } from '../proxy.ts';
import { endsInBundledRoot, seenChain } from './chain.ts';
import type { Endpoint } from './endpoints.ts';
import { dnsFault, proxyFault, tcpFault, tlsFault } from './fault.ts';
import { judgeMarker, type MarkerContext, type MarkerVerdict } from './marker.ts';
import type { Network } from './network.ts';
import { createPath, type Path } from './path.ts';
import { type EndpointReport, type Fault, fault } from './report.ts';
import { createStages, StageFailed, type Stages } from './stages.ts';

export interface ProbeContext extends MarkerContext {
  readonly network: Network;
  readonly way: ProxyAndTrust;
  readonly limits: Limits;
  /** The user has given authorities of their own. */
  readonly extraAuthorities: boolean;
  readonly emulated: boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export interface EndpointOutcome {
  readonly report: EndpointReport;
  readonly faults: readonly Fault[];
  /** Milliseconds that the service is ahead of this machine; null: no answer that counts. */
  readonly ahead: number | null;
}

/** All that one host needs while it is probed. */
interface Probe {
  readonly endpoint: Endpoint;
  readonly context: ProbeContext;
  readonly path: Path;
  readonly stages: Stages;
  /** What is wrong although its stage passed. */
  readonly notes: Fault[];
}

const bodyLimit = 64 * 1024;

export async function probeEndpoint(endpoint: Endpoint, context: ProbeContext): Promise<EndpointOutcome> {
  const { limits, network, way } = context;
  const { host, need, purpose, confidence } = endpoint;
  const path = createPath(endpoint, network, way, limits);
  const stages = createStages(() => performance.now(), limits.signal);
  const probe: Probe = { endpoint, context, path, stages, notes: [] };
  const outcome = (ok: boolean | null, faults: readonly Fault[], ahead: number | null): EndpointOutcome => ({
    report: { host, need, purpose, confidence, ok, stages: stages.done },
    faults: [...probe.notes, ...faults],
    ahead,
  });
  try {
    const { proxy } = path.route;
    const socket = proxy === null ? await reachDirectly(probe) : await reachByProxy(probe, proxy);
    const { verdict, ahead } = await ask(probe, await shakeHands(probe, socket));
    return outcome(verdict.ok, verdict.faults, verdict.ok === true ? ahead : null);
  } catch (error) {
    if (!(error instanceof StageFailed)) throw error;
    return outcome(stages.done.at(-1)?.ok ?? null, error.fault === null ? [] : [error.fault], null);
  } finally {
    path.close();
  }
}

async function reachDirectly({ endpoint: { host }, context, path, stages, notes }: Probe): Promise<Socket> {
  const { network, limits } = context;
  const addresses = await stages.run(
    'dns',
    async () => {
      const found = await within(network.lookup(host), `DNS ${host}`, limits);
      return { value: found, detail: found.map(({ address }) => address).join(', ') };
    },
    (failure) => dnsFault(failure, host),
  );
  return stages.run(
    'tcp',
    async () => {
      const { socket, detail, ipv6Failure } = await path.direct(addresses);
      if (ipv6Failure !== null) notes.push(fault('ipv6-broken', host, { host, detail: ipv6Failure }));
      const { bypass } = path.route;
      return { value: socket, detail: bypass === null ? detail : `${detail}, past the proxy (NO_PROXY: ${bypass})` };
    },
    (failure) => tcpFault(failure, host),
  );
}

async function reachByProxy({ endpoint: { host }, path, stages }: Probe, proxy: ProxyServer): Promise<Socket> {
  const { host: name, port, source } = proxy;
  let dialled = false;
  const onDialled = () => {
    dialled = true;
  };
  return stages.run(
    'proxy',
    async () => ({ value: await path.tunnel(onDialled), detail: `${name}:${port} (${source})` }),
    (failure) => (dialled ? proxyFault(failure, host, proxy) : tcpFault(failure, name, `the proxy of ${source}`)),
  );
}

async function shakeHands({ endpoint: { host }, context, path, stages, notes }: Probe, socket: Socket) {
  const { emulated, extraAuthorities } = context;
  return stages.run(
    'tls',
    async () => {
      const secured = await path.handshake(socket);
      const chain = seenChain(secured, host);
      if (!emulated && !endsInBundledRoot(secured)) {
        notes.push(fault('tls-intercepted-trusted', host, { host, issuer: chain?.top ?? null }));
      }
      return { value: secured, detail: `${secured.getProtocol()}, issued by ${chain?.issuer ?? 'nobody'}` };
    },
    async (failure) => tlsFault(failure, { host, chain: await path.readChain(), extraAuthorities }),
  );
}

async function ask(
  { endpoint, context, stages }: Probe,
  socket: Socket,
): Promise<{ readonly verdict: MarkerVerdict; readonly ahead: number | null }> {
  const { host, path } = endpoint;
  return stages.run(
    'http',
    async () => {
      const sent = context.now();
      const answer = await get(socket, { host, path, bodyLimit }, context.limits);
      const date = Date.parse(answer.headers.date ?? '');
      // The header has whole seconds, cut: on average it is half a second behind.
      const ahead = Number.isNaN(date) ? null : date + 500 - (sent + context.now()) / 2;
      const verdict = judgeMarker(answer, endpoint, context);
      return { value: { verdict, ahead }, ok: verdict.ok, detail: verdict.detail };
    },
    // A client certificate that is demanded in TLS 1.3 shows here too: the handshake passes, then the line is closed.
    (failure) => fault('block-page', host, { host, page: null, detail: failure.message }),
  );
}
