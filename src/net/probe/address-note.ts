/** What a name was resolved to, and whether that is unusual. Pure. */
import { type NetworkFault, networkFault } from '../../domain/network-findings.ts';
import { addressKind } from '../address-kind.ts';
import type { Resolution } from '../resolve.ts';
import type { Endpoint } from './endpoint.ts';

export function describeResolution({ addresses, from, source }: Resolution) {
  const found = addresses.map(({ address }) => address).join(', ');
  const by = from === 'hosts-file' ? `, from ${source}` : source === null ? '' : `, by ${source}`;
  return { detail: `${found}${by}` };
}

/** An address that a public service does not have; it may be meant so, as with a private endpoint. */
export function addressNote(
  { host, port, privateExpected }: Endpoint,
  { addresses, from, source }: Resolution,
): NetworkFault | null {
  const [first] = addresses;
  if (first === undefined || from === 'literal') return null;
  const { address } = first;
  // What the user names may be known to the hosts file alone.
  if (from === 'hosts-file' && privateExpected) return null;
  if (from === 'hosts-file') {
    return networkFault('hosts-file-entry', host, {
      host,
      port,
      address,
      file: source ?? 'the hosts file',
      detail: null,
    });
  }
  const kind = addressKind(address);
  if (kind === 'public' || (kind === 'private' && privateExpected)) return null;
  return networkFault('private-address', host, { host, port, address, detail: null });
}
