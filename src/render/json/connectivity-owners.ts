/** Who repairs what the network test found, and what holds for all of it. */
import { allowListSources, type CloudId } from '../../domain/cloud/cloud.ts';
import type { Severity } from '../../domain/diagnosis.ts';
import type { NetworkOwner } from '../../domain/network-findings.ts';

/** Everything that one owner has to do, ready to hand over. */
export interface OwnerBlock {
  readonly owner: NetworkOwner;
  readonly title: string;
  /** What holds for all rows. */
  readonly notes: readonly string[];
  readonly rows: readonly {
    readonly host: string;
    readonly port: number | null;
    readonly code: string;
    readonly severity: Severity;
    /** The finding in a few words. */
    readonly title: string;
    readonly reason: string;
    /** What the host is needed for; null: not about a host. */
    readonly why: string | null;
  }[];
}

export const ownerTitles: Readonly<Record<NetworkOwner, string>> = {
  'this-machine': 'On this machine',
  'network-team': 'For the network team',
  'proxy-team': 'For the proxy team',
  'tenant-admin': 'For the administrator of the tenant',
  service: 'At the service (no action on your side)',
};

/** A rule by address needs ranges that change every week: where they are published. */
export function notesFor(owner: NetworkOwner, cloudId: CloudId): readonly string[] {
  if (owner !== 'network-team' && owner !== 'proxy-team') return [];
  const { serviceTag, endpointList, official } = allowListSources(cloudId);
  return [
    ...(official
      ? []
      : [`No official list of the Power Platform hosts of the cloud ${cloudId} was found: this list is inferred.`]),
    'Allow hosts by name: addresses change. Port 80 is needed only for certificate revocation and timestamps.',
    ...(serviceTag === null ? [] : [`Where a rule needs addresses: Azure service tag ${serviceTag}.`]),
    ...(endpointList === null ? [] : [`Endpoint list of Microsoft 365, always current: ${endpointList}`]),
  ];
}
