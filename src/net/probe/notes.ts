/** What the probes show that is no problem of the network, and decides elsewhere. Pure. */
import type { EndpointOutcome } from './probe-endpoint.ts';
import type { Purpose } from './report.ts';

/** Whose rules know addresses: Conditional Access, and the IP firewall of an environment. */
const knowsAddresses: ReadonlySet<Purpose> = new Set(['sign-in', 'dataverse']);

export function notesOf(outcomes: readonly EndpointOutcome[]): readonly string[] {
  const alone = outcomes.filter(
    ({ report, ipv4Failure }) => ipv4Failure !== null && knowsAddresses.has(report.purpose),
  );
  const hosts = [...new Set(alone.map(({ report, ipv4Failure }) => `${report.host} (IPv4: ${ipv4Failure})`))];
  if (hosts.length === 0) return [];
  return [
    `Only IPv6 reaches ${hosts.join(' and ')}. Named locations in Conditional Access, and an IP firewall of the environment, must also include the IPv6 addresses with which this network reaches the internet.`,
  ];
}
