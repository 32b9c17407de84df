/** What the outcomes of all hosts say together: several failures often have one cause that no host shows alone. Pure. */
import type { CloudId } from '../../domain/cloud/cloud.ts';
import type { Severity } from '../../domain/diagnosis.ts';
import { type NetworkFault, type NetworkFindings, networkFault } from '../../domain/network-findings.ts';
import { findingOf } from '../fault/finding.ts';
import type { ProxyAndTrust } from '../network-settings.ts';
import { addressOf, type Environment } from '../proxy.ts';
import { cloudSignals, signalsText } from './cloud-signals.ts';
import { hasOwnCa } from './notes.ts';
import type { EndpointOutcome } from './probe-endpoint.ts';
import type { CloudSignals, ConnectivityFinding, ConnectivityReport, Need, Purpose } from './report.ts';
import { sharedCauses } from './shared-causes.ts';

export interface JudgeContext {
  readonly way: ProxyAndTrust;
  readonly emulated: boolean;
  readonly environment: Environment;
  readonly cloud: CloudId;
  readonly askedCloud: CloudId | undefined;
  readonly environmentUrl: string | undefined;
  readonly systemProxy: { readonly source: string; readonly detail: string | null } | null;
}

interface Judged {
  readonly clock: ConnectivityReport['clock'];
  readonly signals: CloudSignals;
  readonly findings: readonly ConnectivityFinding[];
}

/** Entra tolerates five minutes by custom; the first minute is common and harmless (both inferred). */
const mostSkewSeconds = 300;
const noticedSkewSeconds = 60;

export function judge(outcomes: readonly EndpointOutcome[], context: JudgeContext): Judged {
  const clock = clockOf(outcomes);
  const shared = sharedCauses(outcomes);
  const signalOf = (purpose: Purpose) => outcomes.find(({ report }) => report.purpose === purpose)?.signal ?? null;
  const signals = cloudSignals(context.environmentUrl, signalOf('sign-in'), signalOf('dataverse'));
  const found = [
    ...configuration(outcomes, context),
    ...clockFindings(outcomes, clock),
    ...outcomes.flatMap(({ report, faults }) =>
      faults.map((fault) => ({
        ...rated(shared(fault, report), report.need, quietNames.has(fault.name) ? 'warning' : null),
        correlation: report.correlation,
      })),
    ),
    ...outcomes.flatMap((outcome) => {
      const { report, notes, faults } = outcome;
      const own = hasOwnCa(outcome, outcomes);
      return notes
        .filter((note) => !explains(faults, note) && !(own && note.name === 'tls-intercepted-trusted'))
        .map((note) => rated(note, report.need, noteSeverity(note, report.ok)));
    }),
  ];
  const findings = distinct(withoutClockVictims(withSignals(found, signals, context)));
  return { clock, signals, findings: findings.sort((a, b) => rank(a) - rank(b)) };
}

const quietNames = new Set<NetworkFault['name']>(['throttled', 'service-unavailable']);

function rated(fault: NetworkFault, need: Need, severity: Severity | null): ConnectivityFinding {
  return { ...findingOf(fault), need, severity, correlation: null };
}

/** What is unusual and works is worth a warning; a zero-trust agent that works, a remark. */
function noteSeverity({ name }: NetworkFault, ok: boolean | null): Severity {
  return name === 'private-address' && ok === true ? 'info' : 'warning';
}

/** The failure of the host names the same thing. */
function explains(faults: readonly NetworkFault[], note: NetworkFault): boolean {
  return faults.some(({ name }) => name === note.name || name === 'local-agent-answers');
}

/** Errors first, then by importance; the order of codes says nothing about causes. */
function rank({ need, severity, name }: ConnectivityFinding): number {
  const configured = name === 'tls-verification-off' || name === 'clock-skew' ? -1 : 0;
  const weight = severity === 'info' ? 4 : severity === 'warning' || need === 'should' ? 2 : 0;
  return weight + configured;
}

/** Whose answers prove nothing of who sent them, and with it of whose clock. */
const strangers = new Set<Purpose>(['revocation', 'https', 'tcp-only']);

/** The median of the answers that are surely the services' own; a proxy's page carries the proxy's clock. */
function clockOf(outcomes: readonly EndpointOutcome[]): ConnectivityReport['clock'] {
  const samples = outcomes
    .flatMap(({ ahead, report }) => (ahead === null || strangers.has(report.purpose) ? [] : [ahead]))
    .sort((a, b) => a - b);
  const median = samples[Math.floor(samples.length / 2)];
  // `+ 0` makes 0 of -0.
  return { skewSeconds: median === undefined ? null : Math.round(median / 1000) + 0, samples: samples.length };
}

const validity = new Set<string>(['tls-certificate-expired', 'tls-certificate-not-yet-valid']);

/** A certificate below it is valid by this clock, so it is no fault of the clock that its CA is not. */
const isOfAuthority = ({ args }: Pick<NetworkFault, 'args'>) =>
  (args as NetworkFindings['tls-certificate-expired']).authority !== undefined;

function clockFindings(
  outcomes: readonly EndpointOutcome[],
  { skewSeconds }: ConnectivityReport['clock'],
): readonly ConnectivityFinding[] {
  const source = outcomes.find(({ ahead, report }) => ahead !== null && !strangers.has(report.purpose))?.report;
  if (skewSeconds !== null && source !== undefined && Math.abs(skewSeconds) > noticedSkewSeconds) {
    const seconds = Math.abs(skewSeconds);
    const amount = seconds < 120 ? `${seconds} seconds` : `${Math.round(seconds / 60)} minutes`;
    const skew = `${amount} ${skewSeconds > 0 ? 'behind' : 'ahead'}`;
    const { host, port } = source;
    const fault = networkFault('clock-skew', host, { host, port, skew, detail: null });
    return [rated(fault, 'must', seconds > mostSkewSeconds ? null : 'warning')];
  }
  // No answer to measure by: that every certificate is out of its time is the clock of this machine.
  const names = new Set(outcomes.flatMap(({ faults }) => faults.map(({ name }) => name)));
  const reached = outcomes.filter(({ report }) => report.stages.some(({ stage }) => stage === 'tls'));
  const out = reached.filter(({ faults }) => faults.some((fault) => validity.has(fault.name) && !isOfAuthority(fault)));
  const first = out[0]?.report;
  const hosts = new Set(out.map(({ report }) => report.host));
  if (first === undefined || hosts.size < 2 || out.length < reached.length) return [];
  const early = names.has('tls-certificate-not-yet-valid');
  const { host, port } = first;
  const detail = `every certificate is ${early ? 'not yet valid' : 'expired'} by this clock`;
  const skew = early ? 'far behind' : 'far ahead';
  return [rated(networkFault('clock-skew', host, { host, port, skew, detail }), 'must', null)];
}

/** A wrong clock of this machine makes certificates invalid that are not. */
function withoutClockVictims(findings: readonly ConnectivityFinding[]): readonly ConnectivityFinding[] {
  const wrong = findings.some(({ name, severity }) => name === 'clock-skew' && severity === null);
  return wrong ? findings.filter(({ name }) => !validity.has(name)) : findings;
}

/** Where the signals of the cloud disagree, that is one finding, which shows all of them. */
function withSignals(
  found: readonly ConnectivityFinding[],
  signals: CloudSignals,
  { cloud }: JudgeContext,
): readonly ConnectivityFinding[] {
  if (signals.agree !== false) return found;
  const isOne = ({ name, args }: ConnectivityFinding) =>
    name === 'wrong-cloud-host' && (args as NetworkFindings['wrong-cloud-host']).cloud === cloud;
  const own = found.filter(isOne);
  const first = own.find(({ where }) => where?.name === signals.organizationHost?.value) ?? own[0];
  if (first === undefined) return found;
  const shown = { ...first, args: { ...first.args, signals: signalsText(signals) } } as ConnectivityFinding;
  // A tenant of another cloud is unknown in this one: that follows.
  const follows = (finding: ConnectivityFinding) => isOne(finding) || finding.name === 'tenant-unknown';
  return found.flatMap((finding) => (finding === first ? [shown] : follows(finding) ? [] : [finding]));
}

/** What is wrong in the settings of this machine, whatever the hosts say. */
function configuration(outcomes: readonly EndpointOutcome[], context: JudgeContext): readonly ConnectivityFinding[] {
  const { way, emulated, environment, cloud, askedCloud, systemProxy } = context;
  if (emulated) return [];
  const found: ConnectivityFinding[] = [];
  const { proxy, conflict } = way;
  if (environment.NODE_TLS_REJECT_UNAUTHORIZED === '0') {
    const variable = 'NODE_TLS_REJECT_UNAUTHORIZED';
    found.push(rated(networkFault('tls-verification-off', variable, { variable }), 'must', null));
  }
  const address = proxy === null ? '' : addressOf(proxy);
  const proxyFails = outcomes.some(({ faults }) => faults.some(({ host }) => host === proxy?.host));
  if (proxy !== null && conflict !== null) {
    const args = { proxy: address, source: proxy.source, other: conflict.source, otherProxy: conflict.proxy };
    found.push(rated(networkFault('proxy-variables-conflict', proxy.host, args), 'must', 'warning'));
  }
  if (proxy !== null && !proxy.portGiven) {
    const fault = networkFault('proxy-port-missing', proxy.host, { proxy: address, source: proxy.source });
    found.push(rated(fault, 'must', proxyFails ? null : 'warning'));
  }
  const directFails = outcomes.some(({ report }) => report.proxy === null && stuck(report.stages.at(-1)));
  const unused = environment.http_proxy?.trim() || environment.HTTP_PROXY?.trim() ? 'HTTP_PROXY' : null;
  if (proxy === null && directFails && (unused !== null || systemProxy !== null)) {
    const { source, detail } = systemProxy ?? { source: unused ?? '', detail: 'it applies to http URLs only' };
    found.push(rated(networkFault('proxy-not-used', source, { source, detail, direct: 'fails' }), 'must', null));
  } else if (proxy === null && systemProxy !== null) {
    const direct = outcomes.every(({ report }) => report.ok === true) ? 'works' : 'fails';
    const fault = networkFault('proxy-not-used', systemProxy.source, { ...systemProxy, direct });
    found.push(rated(fault, 'must', 'warning'));
  }
  if (askedCloud !== undefined && askedCloud !== cloud) {
    const dataverse = outcomes.find(({ report }) => report.purpose === 'dataverse')?.report;
    const { host, port } = dataverse ?? { host: 'the environment', port: 443 };
    found.push(
      rated(networkFault('wrong-cloud-host', host, { host, port, cloud: askedCloud, actual: cloud }), 'must', null),
    );
  }
  return found;
}

const stuck = (stage: { readonly stage: string; readonly ok: boolean | null } | undefined) =>
  stage?.ok === false && (stage.stage === 'tcp' || stage.stage === 'dns');

/** One proxy that refuses everything is one finding, as severe as the most needed host behind it. */
function distinct(findings: readonly ConnectivityFinding[]): ConnectivityFinding[] {
  const byContent = new Map<string, ConnectivityFinding>();
  for (const each of findings) {
    const key = JSON.stringify([each.name, each.args]);
    const known = byContent.get(key);
    if (known === undefined || (known.need === 'should' && each.need !== 'should')) byContent.set(key, each);
  }
  return [...byContent.values()];
}
