/** What kind of place an address is (IANA special-purpose registries). A public service has none but public addresses. */
import { BlockList, isIP } from 'node:net';

export type AddressKind = 'unspecified' | 'loopback' | 'private' | 'shared' | 'link-local' | 'benchmark' | 'public';

const ranges: readonly (readonly [AddressKind, string, number])[] = [
  ['unspecified', '0.0.0.0', 8],
  ['unspecified', '::', 128],
  ['loopback', '127.0.0.0', 8],
  ['loopback', '::1', 128],
  ['private', '10.0.0.0', 8],
  ['private', '172.16.0.0', 12],
  ['private', '192.168.0.0', 16],
  ['private', 'fc00::', 7],
  // RFC 6598: carriers, and zero-trust agents, which give each name an address of their own (seen).
  ['shared', '100.64.0.0', 10],
  ['link-local', '169.254.0.0', 16],
  ['link-local', 'fe80::', 10],
  // RFC 2544: agents that answer for every name take their addresses here (general knowledge).
  ['benchmark', '198.18.0.0', 15],
];

const lists = ranges.map(([kind, network, bits]) => {
  const list = new BlockList();
  list.addSubnet(network, bits, isIP(network) === 6 ? 'ipv6' : 'ipv4');
  return { kind, list, family: isIP(network) };
});

export function addressKind(address: string): AddressKind {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
  const family = isIP(mapped);
  const type = family === 6 ? 'ipv6' : 'ipv4';
  return lists.find((each) => each.family === family && each.list.check(mapped, type))?.kind ?? 'public';
}
