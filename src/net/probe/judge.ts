/** What the outcomes of all hosts say together: several failures often have one cause that no host shows alone. Pure. */
import type { CloudId } from '../../domain/cloud/cloud.ts';
import type { Severity } from '../../domain/diagnosis.ts';
import { type NetworkFault, networkFault } from '../../domain/network-findings.ts';
import { findingOf } from '../fault/finding.ts';
import type { ProxyAndTrust } from '../network-settings.ts';
import type { Environment } from '../proxy.ts';
import type { EndpointOutcome } from './probe-endpoint.ts';
import type { ConnectivityFinding, ConnectivityReport, Need, Purpose } from './report.ts';

export interface JudgeContext {
  readonly way: ProxyAndTrust;
  readonly emulated: boolean;
  readonly environment: Environment;
  readonly cloud: CloudId;
  readonly askedCloud: CloudId | undefined;
  readonly systemProxy: { readonly source: string; readonly detail: string | null } | null;
}

interface Judged {
  readonly clock: ConnectivityReport['clock'];
  readonly findings: readonly ConnectivityFinding[];
}

/** Entra tolerates five minutes by custom; the first minute is common and harmless (both inferred). */
const mostSkewSeconds = 300;
const noticedSkewSeconds = 60;

export function judge(outcomes: readonly EndpointOutcome[], context: JudgeContext): Judged {
  const clock = clockOf(outcomes);
  const shared = sharedCauses(outcomes);
  const found = [
    ...configuration(outcomes, context),
    ...clockFindings(outcomes, clock),
    ...outcomes.flatMap(({ report, faults }) =>
      faults.map((fault) => rated(shared(fault), report.need, quietNames.has(fault.name) ? 'warning' : null)),
    ),
    ...outcomes.flatMap(({ report, notes, faults }) =>
      notes
        .filter((note) => !explains(faults, note))
        .map((note) => rated(note, report.need, noteSeverity(note, report.ok))),
    ),
  ];
  return { clock, findings: distinct(withoutClockVictims(found)).sort((a, b) => rank(a) - rank(b)) };
}

const quietNames = new Set<NetworkFault['name']>(['throttled', 'service-unavailable']);

function rated(fault: NetworkFault, need: Need, severity: Severity | null): ConnectivityFinding {
  return { ...findingOf(fault), need, severity };
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
  const out = reached.filter(({ faults }) => faults.some(({ name }) => validity.has(name)));
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

/** What several hosts show alike has a cause that is theirs together. */
function sharedCauses(outcomes: readonly EndpointOutcome[]): (fault: NetworkFault) => NetworkFault {
  const pages = new Map<string, Set<string>>();
  for (const { report, page, faults } of outcomes) {
    if (faults.length > 0 && page !== null) pages.set(page, (pages.get(page) ?? new Set()).add(report.host));
  }
  const agent = agentOf(outcomes);
  const filters = filterAddresses(outcomes);
  const unroutable = isUnroutable(outcomes);
  return (fault) => {
    const { host, port } = { port: 443, ...(fault.args as { readonly port?: number }), host: fault.host };
    if ((fault.name === 'not-tls' || fault.name === 'block-page') && fault.args.page !== null) {
      const hosts = pages.get(fault.args.page)?.size ?? 0;
      if (
        hosts >= 2 &&
        (fault.name === 'not-tls' || /^portal|redirect|sign|log ?in|welcome|wi-?fi/i.test(fault.args.page))
      ) {
        return networkFault('captive-portal', host, { host, port, page: fault.args.page, hosts });
      }
    }
    const secured = outcomes.some(
      ({ report }) =>
        report.host === host &&
        report.port === port &&
        report.stages.some((stage) => stage.stage === 'tls' && stage.ok),
    );
    if (agent !== null && !secured && openedInVain.has(fault.name)) {
      return networkFault('local-agent-answers', host, { host, port, address: agent, detail: null });
    }
    if (unroutable && fault.name === 'tcp-timeout') {
      return networkFault('tcp-no-route', host, {
        host,
        port,
        detail: 'no answer; other hosts are rejected by a router',
      });
    }
    const { addresses = [] } = outcomes.find(({ report }) => report.host === host) ?? {};
    const alike = direct.has(fault.name) ? addresses.find((address) => filters.has(address)) : undefined;
    return alike === undefined
      ? fault
      : networkFault('dns-filtered', host, { host, port, address: alike, resolver: null });
  };
}

/** What a connection that DNS led to a block page ends in. */
const direct = new Set<NetworkFault['name']>([
  'tls-other-host',
  'tls-intercepted-untrusted',
  'tcp-refused',
  'tcp-timeout',
  'not-tls',
]);

/**
 * Services of different companies do not share one address: DNS leads them to a block page, which has a certificate of
 * its own, or one of a CA that the network added while other hosts are reached without it.
 */
function filterAddresses(outcomes: readonly EndpointOutcome[]): ReadonlySet<string> {
  const shown = new Map<string, Set<string>>();
  const good = new Set(
    outcomes
      .filter(({ report }) => report.ok === true && report.purpose !== 'revocation')
      .flatMap(({ addresses }) => addresses),
  );
  for (const { report, addresses, faults } of outcomes) {
    const telling = ({ name }: NetworkFault) =>
      name === 'tls-other-host' || (name === 'tls-intercepted-untrusted' && good.size > 0);
    if (!faults.some(telling)) continue;
    for (const address of addresses) shown.set(address, (shown.get(address) ?? new Set()).add(report.host));
  }
  const all = [...shown].filter(([address, hosts]) => !good.has(address) && unrelated(hosts));
  return new Set(all.map(([address]) => address));
}

/** Routers limit how often they say that there is no route (RFC 1812, section 4.3.2.8): some connections hear nothing. */
function isUnroutable(outcomes: readonly EndpointOutcome[]): boolean {
  const direct = outcomes.filter(
    ({ report }) => report.proxy === null && report.stages.some(({ stage }) => stage === 'tcp'),
  );
  const names = direct.map(({ faults }) => faults[0]?.name);
  return names.includes('tcp-no-route') && names.every((name) => name === 'tcp-no-route' || name === 'tcp-timeout');
}

/** What follows where a connection was accepted by something on the path that then does not forward it. */
const openedInVain = new Set<NetworkFault['name']>(['tls-cut-off', 'tls-no-answer', 'http-cut-off', 'http-no-answer']);

/** The address without a host where a connection was accepted. */
function agentOf(outcomes: readonly EndpointOutcome[]): string | null {
  const faults = outcomes.flatMap((outcome) => outcome.faults);
  return faults.find((fault) => fault.name === 'local-agent-answers')?.args.address ?? null;
}

const unrelated = (hosts: ReadonlySet<string>) =>
  new Set([...hosts].map((host) => host.split('.').slice(-2).join('.'))).size >= 2;

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
  const address = proxy === null ? '' : `${proxy.host}:${proxy.port}`;
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
