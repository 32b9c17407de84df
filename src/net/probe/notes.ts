/** What the probes show that is no problem of the network, and decides elsewhere. Pure. */
import { quoted } from '../../domain/harmless-text.ts';
import type { EndpointOutcome } from './probe-endpoint.ts';
import type { Purpose } from './report.ts';

/** Whose rules know addresses: Conditional Access, and the IP firewall of an environment. */
const knowsAddresses: ReadonlySet<Purpose> = new Set(['sign-in', 'dataverse']);

export function notesOf(outcomes: readonly EndpointOutcome[]): readonly string[] {
  const alone = outcomes.filter(
    ({ report, ipv4Failure }) => ipv4Failure !== null && knowsAddresses.has(report.purpose),
  );
  const hosts = [...new Set(alone.map(({ report, ipv4Failure }) => `${report.host} (IPv4: ${ipv4Failure})`))];
  const own = outcomes.filter((outcome) => hasOwnCa(outcome, outcomes));
  const named = [...new Set(own.map(({ report }) => `${report.host} (${quoted(report.tls?.top.issuer ?? '')})`))];
  return [
    ...(hosts.length === 0
      ? []
      : [
          `Only IPv6 reaches ${hosts.join(' and ')}. Named locations in Conditional Access, and an IP firewall of the environment, must also include the IPv6 addresses with which this network reaches the internet.`,
        ]),
    ...(named.length === 0
      ? []
      : [
          `The certificate of ${named.join(' and ')} is not from a public CA. Plug-ins run in a sandbox that trusts public CAs only: if that is the host's own certificate, their calls fail, whatever is installed on this machine.`,
        ]),
  ];
}

/** A host that the user names may have a private CA. One that stands above a service of Microsoft too inspects TLS. */
export function hasOwnCa({ report }: EndpointOutcome, outcomes: readonly EndpointOutcome[]): boolean {
  const { purpose, confidence, tls } = report;
  if (purpose !== 'https' || confidence !== 'given' || tls === null) return false;
  if (tls.topTrustedBy === 'bundled' || tls.topTrustedBy === 'emulator') return false;
  return !outcomes.some(
    (other) => other.report.confidence !== 'given' && other.report.tls?.top.sha256 === tls.top.sha256,
  );
}
