/** What the probes show that is no problem of the network, and decides elsewhere. Pure. */
import type { CloudId } from '../../domain/cloud/cloud.ts';
import { quoted } from '../../domain/harmless-text.ts';
import { portalDomains } from './asked-endpoints.ts';
import type { EndpointOutcome } from './probe-endpoint.ts';
import type { Purpose } from './report.ts';

/** Whose rules know addresses: Conditional Access, and the IP firewall of an environment. */
const knowsAddresses: ReadonlySet<Purpose> = new Set(['sign-in', 'dataverse']);

export interface NotesContext {
  readonly cloud: CloudId;
  /** Also what pac and the portals need. */
  readonly pac?: boolean | undefined;
}

/** Those of the commercial portals; of sovereign clouds it is not known. */
const hasPortalDomains: ReadonlySet<CloudId> = new Set(['public', 'gcc']);

export function notesOf(outcomes: readonly EndpointOutcome[], { cloud, pac }: NotesContext): readonly string[] {
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
    ...(pac === true && hasPortalDomains.has(cloud)
      ? [
          `The portals also load from ${portalDomains.join(', ')} on TCP port 443, which were not tested: no single host stands for them.`,
        ]
      : []),
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
