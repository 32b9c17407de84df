/** All hosts of a cloud that ppmi needs, asked at the same time and judged together. */
import { lookup } from 'node:dns/promises';
import { finding } from '../../domain/findings.ts';
import type { Redactor } from '../../domain/redact.ts';
import { dial } from '../connect.ts';
import { type NetworkSettings, proxyAndTrust } from '../network-settings.ts';
import { type EndpointOptions, endpointsOf } from './endpoints.ts';
import type { Network } from './network.ts';
import { type EndpointOutcome, probeEndpoint } from './probe-endpoint.ts';
import { type ConnectivityFinding, type ConnectivityReport, type Fault, fault } from './report.ts';

export interface ProbeOptions extends EndpointOptions, NetworkSettings {
  readonly redactor: Redactor;
  readonly network?: Network;
  /** Milliseconds for each stage. */
  readonly stageMs?: number;
  /** Milliseconds for everything; what is unfinished then is unknown, not failed. */
  readonly totalMs?: number;
  readonly now?: () => number;
}

const atOnce = 6;
/** Entra tolerates five minutes by custom (inferred). */
const mostSkewSeconds = 300;

export async function probeCloud(options: ProbeOptions): Promise<ConnectivityReport> {
  const { redactor, environment, ca, emulated, now = Date.now } = options;
  const way = proxyAndTrust(options);
  if (way.proxy?.credentials != null) redactor.register(way.proxy.credentials.password);
  const context = {
    cloud: options.cloud,
    tenantId: options.tenantId,
    network: options.network ?? machineNetwork,
    way,
    limits: { ms: options.stageMs ?? 5000, signal: AbortSignal.timeout(options.totalMs ?? 60_000) },
    extraAuthorities: emulated === undefined && ((ca?.length ?? 0) > 0 || Boolean(environment.NODE_EXTRA_CA_CERTS)),
    emulated: emulated !== undefined,
    now,
  };
  const outcomes = await inTurns(endpointsOf(options), atOnce, (endpoint) => probeEndpoint(endpoint, context));
  const clock = clockOf(outcomes);
  return redactor.redactData({
    schema: 'ppmi.connectivity/1',
    vantage: 'machine',
    cloud: options.cloud,
    proxy: way.proxy === null ? null : { host: way.proxy.host, port: way.proxy.port, source: way.proxy.source },
    clock,
    endpoints: outcomes.map(({ report }) => report),
    findings: findingsOf(outcomes, clock),
  });
}

const machineNetwork: Network = {
  dial,
  lookup: async (host) => {
    const found = await lookup(host, { all: true, verbatim: true });
    return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
  },
};

async function inTurns<T, R>(items: readonly T[], width: number, work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  const queue = items.entries();
  const worker = async () => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
  return results;
}

/** The median of the answers that are surely the services' own; a proxy's page carries the proxy's clock. */
function clockOf(outcomes: readonly EndpointOutcome[]): ConnectivityReport['clock'] {
  const samples = outcomes.flatMap(({ ahead }) => (ahead === null ? [] : [ahead])).sort((a, b) => a - b);
  const median = samples[Math.floor(samples.length / 2)];
  // `+ 0` makes 0 of -0.
  return { skewSeconds: median === undefined ? null : Math.round(median / 1000) + 0, samples: samples.length };
}

function findingsOf(
  outcomes: readonly EndpointOutcome[],
  { skewSeconds }: ConnectivityReport['clock'],
): readonly ConnectivityFinding[] {
  const wrongClock = skewSeconds !== null && Math.abs(skewSeconds) > mostSkewSeconds;
  const findings = outcomes.flatMap(({ report, faults }) =>
    faults.filter(({ byClock }) => !(wrongClock && byClock)).map((each) => connectivityFinding(each, report.need)),
  );
  const source = outcomes.find(({ ahead }) => ahead !== null)?.report.host;
  if (wrongClock && source !== undefined) {
    const skew = `${Math.round(Math.abs(skewSeconds) / 60)} minutes ${skewSeconds > 0 ? 'behind' : 'ahead'}`;
    findings.unshift(connectivityFinding(fault('clock-skew', source, { host: source, skew }), 'must'));
  }
  return distinct(findings);
}

function connectivityFinding({ name, args, host }: Fault, need: ConnectivityFinding['need']): ConnectivityFinding {
  return { ...finding(name, { system: 'network', kind: 'host', id: null, name: host }, args), need };
}

/** One proxy that refuses everything is one finding, as severe as the most needed host behind it. */
function distinct(findings: readonly ConnectivityFinding[]): readonly ConnectivityFinding[] {
  const byContent = new Map<string, ConnectivityFinding>();
  for (const each of findings) {
    const key = JSON.stringify([each.name, each.args]);
    const known = byContent.get(key);
    if (known === undefined || (known.need === 'should' && each.need !== 'should')) byContent.set(key, each);
  }
  return [...byContent.values()];
}
