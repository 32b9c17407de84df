/** The causes that only several hosts together show: a captive portal, a DNS filter, a local agent, a missing route. Pure. */
import { type NetworkFault, networkFault } from '../../domain/network-findings.ts';
import { behindWorkingProxy } from '../fault/proxy.ts';
import type { EndpointOutcome } from './probe-endpoint.ts';
import type { EndpointReport } from './report.ts';

/** What several hosts show alike has a cause that is theirs together. */
export function sharedCauses(
  outcomes: readonly EndpointOutcome[],
): (fault: NetworkFault, report: EndpointReport) => NetworkFault {
  const pages = new Map<string, Set<string>>();
  for (const { report, page, faults } of outcomes) {
    if (faults.length > 0 && page !== null) pages.set(page, (pages.get(page) ?? new Set()).add(report.host));
  }
  const agent = agentOf(outcomes);
  const filters = filterAddresses(outcomes);
  const unroutable = isUnroutable(outcomes);
  const opening = openingProxies(outcomes);
  return (fault, { host: ownHost, port: ownPort, proxy }) => {
    if (proxy !== null && opening.has(proxy.url)) {
      const own = behindWorkingProxy(fault, { host: ownHost, port: ownPort });
      if (own !== fault) return own;
    }
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

/** The proxies that opened a tunnel to some host: TLS over it was at least tried. A URL of plain HTTP needs none. */
function openingProxies(outcomes: readonly EndpointOutcome[]): ReadonlySet<string> {
  const open = outcomes.filter(({ report }) => report.stages.some(({ stage }) => stage === 'tls'));
  return new Set(open.flatMap(({ report }) => report.proxy?.url ?? []));
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
