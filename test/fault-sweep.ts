/** Repeats one diagnosis, each time with a network fault in another of its requests. */

import { createFactStore } from '../src/diagnosis/facts/fact-store.ts';
import { factReaders } from '../src/diagnosis/facts/index.ts';
import { createRedactor } from '../src/domain/redact.ts';
import { type Emulator, type RequestLine, startEmulator } from '../src/emulator/emulator.ts';
import { buildScenario } from '../src/emulator/scenarios/index.ts';
import type { NetworkFault } from '../src/emulator/world/model.ts';
import { diagnoseFacts } from '../src/features/diagnose/diagnose.ts';
import { createHttp } from '../src/net/http.ts';
import type { Report } from '../src/report/report.ts';
import { emulatedTarget } from '../src/session/emulated-target.ts';
import { createServiceClientsOpener } from '../src/session/service-clients.ts';

export const requestFaults: readonly Omit<NetworkFault, 'host'>[] = [
  { kind: 'status', value: 400 },
  { kind: 'status', value: 401 },
  { kind: 'status', value: 403 },
  { kind: 'status', value: 429, retryAfter: 7 },
  { kind: 'status', value: 429 },
  { kind: 'status', value: 500 },
  { kind: 'status', value: 503, retryAfter: 3600 },
  { kind: 'reset' },
  { kind: 'truncate' },
  { kind: 'malformed' },
  { kind: 'content-type' },
  { kind: 'redirect', text: 'https://elsewhere.example/' },
  { kind: 'slow-body', value: 20 },
  { kind: 'block-page' },
];
export const hostFaults: readonly Omit<NetworkFault, 'host'>[] = [
  { kind: 'refuse-connect' },
  { kind: 'dns' },
  { kind: 'proxy-auth', text: 'user:password' },
  { kind: 'untrusted-ca' },
];

/** Never waits; other tests cover the length of waits. */
const clock = { now: () => Date.now(), sleep: async () => {}, random: () => 0.5 };

export interface FaultyRun {
  /** Empty if every verdict is correct or blocked. */
  readonly wrong: readonly string[];
  readonly blocked: number;
}

export interface Sweep {
  readonly faults: readonly NetworkFault[];
  run(fault: NetworkFault): Promise<FaultyRun>;
  close(): Promise<void>;
}

export async function openSweep(scenario: string): Promise<Sweep> {
  const built = buildScenario(scenario);
  const lines: RequestLine[] = [];
  const emulator = await startEmulator(built.world, { onRequest: (line) => lines.push(line) });
  const diagnose = () => diagnoseOnce(emulator, built.environmentUrl, built.componentId);
  const right = await diagnose();
  const requests = new Map(lines.map((line) => [`${line.method} ${line.host}${line.path}`, line]));
  const hosts = new Set(lines.map(({ host }) => host));
  const faults = [
    ...[...requests.values()].flatMap((request) => requestFaults.flatMap((fault) => atRequest(request, fault))),
    ...[...hosts].flatMap((host) => hostFaults.map((fault) => ({ host, ...fault }))),
  ];
  return {
    faults,
    async run(fault) {
      emulator.world.wire.splice(0, Infinity, fault);
      try {
        const report = await diagnose();
        return { wrong: differences(right, report), blocked: report.summary.blocked };
      } catch (error) {
        return { wrong: [`thrown: ${error instanceof Error ? error.stack : String(error)}`], blocked: 0 };
      } finally {
        emulator.world.wire.splice(0);
      }
    },
    close: () => emulator.close(),
  };
}

/** Transient and permanent. */
export function atRequest(
  { method, host, path }: Pick<RequestLine, 'method' | 'host' | 'path'>,
  fault: Omit<NetworkFault, 'host'>,
): NetworkFault[] {
  const exactly = `^${path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`;
  const place = { host, method, path: exactly };
  return [
    { ...place, ...fault, times: 1 },
    { ...place, ...fault },
  ];
}

/** A complete diagnosis as a command runs it: sign-in, connections, reads, checks, report. */
export async function diagnoseOnce(emulator: Emulator, environmentUrl: string, component: string): Promise<Report> {
  const emulated = { emulated: { proxyUrl: emulator.proxyUrl, caPem: emulator.caPem } };
  const redactor = createRedactor();
  const http = createHttp({ redactor, environment: {}, allowedHosts: [], clock, ...emulated });
  const context = { http, redactor, target: emulatedTarget(emulator), notify: () => {}, close: http.close };
  try {
    const access = await createServiceClientsOpener({}, context)(emulator.world.cloud, environmentUrl);
    await access.prefetch(environmentUrl);
    const target = { component, type: null };
    const { directoryTenantId } = access;
    const sources = { ...access.shared(environmentUrl), target, assumedApplicationId: null, directoryTenantId };
    return (await diagnoseFacts(createFactStore(factReaders, sources), { context, environmentUrl }, {})).report;
  } finally {
    await http.close();
  }
}

/** Checks of a setting that a diagnosis does not need: unread, they do not apply, and block nothing. */
const optional: ReadonlySet<string> = new Set(['token/trace-log-on', 'application/federation-allowed']);

/** Verdicts must be correct or blocked, and findings must exist without the fault too. */
function differences(right: Report, found: Report): string[] {
  const states = new Map(right.verdicts.map(({ check, state }) => [check, state]));
  const names = namesOf(right);
  return [
    ...found.verdicts
      .filter(({ check, state }) => state !== 'blocked' && state !== states.get(check))
      .filter(({ check, state }) => state !== 'not-applicable' || !optional.has(check))
      .map(
        ({ check, state, blocked: why }) => `${check}: ${state} instead of ${states.get(check)} ${why?.detail ?? ''}`,
      ),
    ...[...namesOf(found)].filter((name) => !names.has(name)).map((name) => `finding ${name}`),
    ...(found.verdicts.length === right.verdicts.length ? [] : ['verdicts are missing']),
  ];
}

function namesOf({ findings }: Report): Set<string> {
  const names = new Set<string>();
  const add = (finding: Report['findings'][number]): void => {
    names.add(finding.name);
    finding.consequences.forEach(add);
  };
  findings.forEach(add);
  return names;
}
