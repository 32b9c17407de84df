/** All hosts of a cloud that ppmi needs, asked at the same time and judged together. */
import { setMaxListeners } from 'node:events';
import type { Redactor } from '../../domain/redact.ts';
import { addedAuthorities } from '../certificate-authorities.ts';
import type { LogEntry } from '../log-entry.ts';
import { machineNetwork, type Network } from '../network.ts';
import { type NetworkSettings, proxyAndTrust } from '../network-settings.ts';
import type { Endpoint } from './endpoint.ts';
import { type EndpointOptions, endpointsOf } from './endpoints.ts';
import { judge } from './judge.ts';
import { notesOf } from './notes.ts';
import { withPlainPortal } from './plain-portal.ts';
import { withPrivateLink } from './private-link.ts';
import { type EndpointOutcome, probeEndpoint } from './probe-endpoint.ts';
import type { ConnectivityReport, EndpointReport, Purpose, StageName } from './report.ts';
import { trustSources } from './trust-sources.ts';

/** What a run tells while it goes on. */
export interface ProbeProgress {
  readonly onStart?: (endpoints: readonly Endpoint[]) => void;
  readonly onStage?: (host: string, stage: StageName) => void;
  readonly onDone?: (report: EndpointReport) => void;
  readonly onLog?: (entry: LogEntry) => void;
}

export interface ProbeOptions extends EndpointOptions, NetworkSettings, ProbeProgress {
  readonly redactor: Redactor;
  readonly network?: Network;
  /** Milliseconds for each stage. */
  readonly stageMs?: number;
  /** Milliseconds for everything; what is unfinished then is unknown, not failed. */
  readonly totalMs?: number;
  readonly now?: () => number;
  /** The cloud that was requested, where the host of the environment says another. */
  readonly askedCloud?: EndpointOptions['cloud'] | undefined;
  /** Read by other programs, while the hosts are tested. */
  readonly machine?: Promise<MachineSettings>;
}

export interface MachineSettings {
  /** The proxy settings of the system, which Node does not follow; null: none, or not read. */
  readonly systemProxy: { readonly source: string; readonly detail: string | null } | null;
  /** Which settings were read, for the report. */
  readonly read: readonly string[];
}

const notRead: MachineSettings = { systemProxy: null, read: [] };

const defaultStageMs = 5000;

/** Resources of Azure that have private endpoints; forty hosts that a user names must not cost forty queries more. */
const mayBeLinked: ReadonlySet<Purpose> = new Set(['key-vault', 'storage', 'tcp-only']);

export async function probeCloud(options: ProbeOptions): Promise<ConnectivityReport> {
  const { redactor, environment, ca, emulated, now = Date.now, stageMs = defaultStageMs } = options;
  const startedMs = now();
  const way = proxyAndTrust(options);
  if (way.proxy?.credentials != null) redactor.register(way.proxy.credentials.password);
  // Parsed before anything is timed.
  way.trust();
  const signal = AbortSignal.timeout(options.totalMs ?? 60_000);
  // Every step of every host listens to it.
  setMaxListeners(0, signal);
  const context = {
    cloud: options.cloud,
    tenantId: options.tenantId,
    network: options.network ?? machineNetwork(),
    way,
    limits: { ms: stageMs, signal },
    extraAuthorities: () => (emulated === undefined ? addedAuthorities(ca, environment) : []),
    emulated: emulated !== undefined,
    now,
    redact: redactor.redact,
    trustSourceOf: trustSources({ ca, environment, emulatedCa: emulated?.caPem }),
    ...(options.onStage === undefined ? {} : { onStage: options.onStage }),
  };
  const endpoints = endpointsOf(options);
  options.onStart?.(endpoints);
  // All at once: a host that does not answer must not hold up another, and none gets more than two connections.
  const answered = await Promise.all(
    endpoints.map(async (endpoint) => {
      const started = now();
      // Asked beside it, and never waited for.
      const done = new AbortController();
      const limits = { ms: stageMs, signal: AbortSignal.any([signal, done.signal]) };
      let alias: string | null = null;
      const asked = mayBeLinked.has(endpoint.purpose) ? context.network.alias?.(endpoint.host, limits) : undefined;
      asked?.then((name) => {
        alias = name;
      });
      const probed = await probeEndpoint(endpoint, context).finally(() => done.abort());
      const outcome = withPrivateLink(probed, alias);
      options.onDone?.(redactor.redactResult(outcome.report));
      options.onLog?.(redactor.redactResult(entryOf(endpoint, outcome, { started, ms: now() - started, emulated })));
      return outcome;
    }),
  );
  const outcomes = withPlainPortal(answered);
  const { systemProxy, read } = (await options.machine) ?? notRead;
  const { clock, findings, signals } = judge(outcomes, {
    way,
    emulated: context.emulated,
    environment,
    cloud: options.cloud,
    askedCloud: options.askedCloud,
    environmentUrl: options.environmentUrl,
    systemProxy,
  });
  return redactor.redactResult({
    schema: 'ppmi.connectivity/1',
    vantage: 'machine',
    cloud: options.cloud,
    startedAt: new Date(startedMs).toISOString(),
    proxy: way.proxy === null ? null : { host: way.proxy.host, port: way.proxy.port, source: way.proxy.source },
    read,
    clock,
    cloudSignals: signals,
    notes: notesOf(outcomes, options),
    endpoints: outcomes.map(({ report }) => report),
    findings,
  });
}

/** A host as one line of the request log: the one request, or why it was not sent. */
function entryOf(
  { host, port, path, speaks }: Endpoint,
  { report }: EndpointOutcome,
  { started, ms, emulated }: { readonly started: number; readonly ms: number; readonly emulated: unknown },
): LogEntry {
  const last = report.stages.at(-1);
  return {
    time: new Date(started).toISOString(),
    system: 'connectivity',
    method: speaks === 'tcp' ? 'TCP' : 'GET',
    host: port === 443 ? host : `${host}:${port}`,
    path: path.split('?')[0] ?? '',
    status: report.status,
    error: report.ok === true ? null : `${last?.stage}: ${last?.detail}`,
    ms,
    requestId: report.correlation?.requestId ?? null,
    correlationId: report.correlation?.correlationId ?? null,
    retryInMs: null,
    emulated: emulated !== undefined,
  };
}
