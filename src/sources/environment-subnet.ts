/** How full the subnet of an environment is, as its diagnostics describe it (EnterprisePolicies module; observed). */
import { PpmiError } from '../domain/errors.ts';
import { type NetworkFault, networkFault } from '../domain/network-findings.ts';
import type { ServiceClient } from './client.ts';

export interface Subnet {
  readonly region: string;
  readonly name: string | null;
  /** In CIDR notation. */
  readonly range: string | null;
  /** Addresses that containers of this environment hold; other environments may share the subnet. */
  readonly reserved: number | null;
  /** Addresses that Azure leaves; null: the range is not one of IPv4. */
  readonly capacity: number | null;
  readonly dnsServers: readonly string[];
}

/** Azure keeps five addresses of every subnet (documented). */
const keptByAzure = 5;

/** The module warns at 75, 90 and 100 % (observed). This environment alone is the least that can be in use. */
const fullFrom = 0.9;

/** Empty: the diagnostics describe none, as where no virtual network is connected. */
export async function readSubnet(client: ServiceClient, base: string, region: string): Promise<readonly Subnet[]> {
  try {
    const url = `${base}/plex/networkUsage?api-version=2024-10-01&region=${encodeURIComponent(region)}`;
    const answer = await client.get(url);
    if (answer === null) return [];
    const range = textOf(answer.SubnetIpRange);
    const { ContainerReservedIpCount: reserved, DnsServers: servers } = answer;
    const one = {
      region,
      name: textOf(answer.SubnetName),
      range,
      reserved: typeof reserved === 'number' && Number.isInteger(reserved) && reserved >= 0 ? reserved : null,
      capacity: range === null ? null : capacityOf(range),
      dnsServers: Array.isArray(servers) ? servers.flatMap((each) => textOf(each) ?? []) : [],
    };
    return one.name === null && range === null && one.reserved === null ? [] : [one];
  } catch (error) {
    // What it adds is not worth the rest of the test.
    if (error instanceof PpmiError && error.id !== 'bug') return [];
    throw error;
  }
}

export function subnetFault(
  { region, name, range, reserved, capacity }: Subnet,
  base: string,
): readonly NetworkFault[] {
  if (reserved === null || capacity === null || range === null || reserved < capacity * fullFrom) return [];
  const host = new URL(base).host;
  return [networkFault('environment-subnet-full', host, { region, subnet: name, range, reserved, capacity })];
}

function capacityOf(range: string): number | null {
  const bits = Number(/^(?:\d{1,3}\.){3}\d{1,3}\/(\d{1,2})$/.exec(range)?.[1] ?? Number.NaN);
  if (!(bits >= 8 && bits <= 29)) return null;
  return 2 ** (32 - bits) - keptByAzure;
}

const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
