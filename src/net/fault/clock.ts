/** Whether the clock of this machine is why a certificate is out of its time: then those of other hosts are as well. */
import { type CloudId, cloud, cloudIds, cloudOfOrganizationHost } from '../../domain/cloud/cloud.ts';
import { type NetworkFault, networkFault } from '../../domain/network-findings.ts';
import type { SeenChain } from './chain.ts';
import { isOutOfTime } from './tls.ts';

/**
 * The fault, or the clock, if the certificate of an unrelated host is out of its time in the same direction.
 * @param read the chain of a host, by a handshake that sends no data; null: it cannot be read
 */
export async function clockInstead(
  fault: NetworkFault,
  read: (host: string) => Promise<SeenChain | null>,
): Promise<NetworkFault> {
  if (fault.name !== 'tls-certificate-expired' && fault.name !== 'tls-certificate-not-yet-valid') return fault;
  const { host, port, authority } = fault.args;
  // The certificate of the host itself is valid by this clock.
  if (authority !== undefined) return fault;
  const other = otherHost(host);
  const expired = fault.name === 'tls-certificate-expired';
  const leaf = other === null ? undefined : (await read(other))?.certificates[0];
  if (leaf === undefined || !isOutOfTime(leaf, expired)) return fault;
  const detail = `the certificates of ${host} and ${other} are both ${expired ? 'expired' : 'not yet valid'} by this clock`;
  return networkFault('clock-skew', host, { host, port, skew: expired ? 'far ahead' : 'far behind', detail });
}

/** Of the same cloud, which every network that needs the first also needs; null: not known. */
function otherHost(host: string): string | null {
  const { loginHost, graphHost } = cloud(cloudOf(host));
  return host === loginHost.value ? graphHost.value : loginHost.value;
}

function cloudOf(host: string): CloudId {
  const has = (id: CloudId) => {
    const { loginHost, graphHost, armHost } = cloud(id);
    return [loginHost.value, graphHost.value, armHost.value].includes(host);
  };
  return cloudIds.find(has) ?? cloudOfOrganizationHost(host) ?? 'public';
}
