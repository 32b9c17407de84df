/** Seen from the network of the environment, not from this machine. */
import { quoted } from '../../../domain/harmless-text.ts';
import { at, because, common, hostOf, type NetworkBodies, warning } from './words.ts';

export const environment = {
  'environment-name-not-resolved': {
    ...common,
    code: 'PPMI4057',
    owner: 'network-team',
    title: 'The environment does not resolve a host name',
    message: (args) => `${at(args)} cannot be resolved in the network of the environment${because(args)}.`,
    cause:
      'The private DNS zone is not linked to the virtual network, or the DNS server of the virtual network is wrong or cannot reach the zone.',
    fix: (args) => [
      `Network team: make the DNS servers of the delegated subnet resolve ${hostOf(args)}, in both regions of the environment.`,
    ],
  },
  'environment-connection-fails': {
    ...common,
    code: 'PPMI4058',
    owner: 'network-team',
    title: 'The environment cannot connect to a host',
    message: (args) => `The network of the environment cannot reach ${at(args)}${because(args)}.`,
    cause:
      'A network security group, firewall or route of the delegated subnet blocks the connection, or the subnet has no outbound route (NAT gateway).',
    fix: (args) => [
      `Network team: allow outbound connections from the delegated subnet to ${hostOf(args)} on TCP port ${args.port ?? 443}, in both regions of the environment.`,
    ],
  },
  'environment-tls-fails': {
    ...common,
    code: 'PPMI4059',
    owner: 'network-team',
    title: 'TLS fails in the network of the environment',
    message: (args) => `TLS with ${at(args)} fails in the network of the environment${because(args)}.`,
    cause:
      'A device intercepts TLS, or the host uses a certificate of a private CA. The sandbox of plug-ins trusts public CAs only.',
    fix: (args) => [
      `Network team: exempt ${hostOf(args)} from TLS inspection for the delegated subnet.`,
      'If it is your own host, give it a certificate of a public CA.',
    ],
  },
  'environment-revocation-blocked': {
    ...warning,
    code: 'PPMI4060',
    owner: 'network-team',
    title: 'The environment cannot check whether a certificate is revoked',
    message: (args) =>
      `TLS with ${at(args)} works in the network of the environment, but not with a revocation check${because(args)}.`,
    cause: 'The delegated subnet cannot reach the CRL and OCSP hosts of the CA, which use TCP port 80.',
    fix: () => [
      'Network team: allow outbound connections from the delegated subnet to the CRL and OCSP hosts on TCP port 80.',
    ],
  },
  'environment-subnet-full': {
    ...warning,
    code: 'PPMI4061',
    owner: 'network-team',
    title: 'The subnet of the environment is almost full',
    message: ({ region, subnet, range, reserved, capacity }) =>
      `The environment holds ${reserved} of ${capacity} addresses of the subnet ${subnet === null ? range : `${quoted(subnet)} (${range})`} in ${region}.`,
    cause:
      'Containers that run plug-ins take addresses of the subnet: 25 to 30 for a production environment, 6 to 10 for another one. Without a free address, calls fail under load.',
    fix: () => ['Network team: delegate a larger subnet to the environment, in both of its regions.'],
  },
} as const satisfies NetworkBodies<
  | 'environment-name-not-resolved'
  | 'environment-connection-fails'
  | 'environment-tls-fails'
  | 'environment-revocation-blocked'
  | 'environment-subnet-full'
>;
