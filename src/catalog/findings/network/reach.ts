/** Names and connections. */
import { hostWord } from '../../../domain/shell/words.ts';
import { slot } from '../../commands.ts';
import { allow, at, because, common, hostOf, type NetworkBodies, setProxy, warning } from './words.ts';

export const reach = {
  'dns-fails': {
    ...common,
    code: 'PPMI4001',
    owner: 'network-team',
    title: 'A host name does not exist in DNS',
    message: (args) => `${at(args)} is not found in DNS${because(args)}.`,
    cause:
      'The organization was renamed or deleted, the name is misspelled or belongs to another cloud, or only the proxy resolves names in this network. If no name is found at all, this machine is offline or its VPN is down.',
    fix: (args, print) => [
      'Check the address in the Power Platform admin center, and query DNS directly:',
      print.command('nslookup', hostOf(args)),
      ...setProxy(print),
    ],
  },
  'dns-resolver-fails': {
    ...common,
    code: 'PPMI4014',
    owner: 'network-team',
    title: 'The DNS resolver fails',
    message: (args) => `The DNS resolver ${args.resolver ?? 'of this machine'} answers ${args.answer} for ${at(args)}.`,
    cause:
      'SERVFAIL: the resolver cannot reach the servers of the zone, or DNSSEC validation fails. REFUSED: the resolver does not serve this machine or this zone. Neither means that the name does not exist.',
    fix: (args, print) => [
      `Network team: make the resolver ${slot(args.resolver, 'resolver')} resolve ${hostOf(args)}, including its CNAME targets.`,
      'Query that resolver:',
      print.command('nslookup', hostOf(args), hostWord(args.resolver, 'resolver')),
    ],
  },
  'dns-resolver-silent': {
    ...common,
    code: 'PPMI4015',
    owner: 'network-team',
    title: 'The DNS resolver does not answer',
    message: (args) =>
      `The DNS resolver ${args.resolver ?? 'of this machine'} does not answer${because(args)}, so ${at(args)} cannot be resolved.`,
    cause:
      'The resolver is down, its address is wrong, a firewall blocks UDP and TCP port 53, or the VPN is disconnected.',
    fix: (args) => [
      `Connect the VPN, or correct the resolver (${slot(args.resolver, 'resolver')}) in the network settings of this machine.`,
      'Network team: allow UDP and TCP port 53 to the resolver.',
    ],
  },
  'dns-filtered': {
    ...common,
    code: 'PPMI4016',
    owner: 'network-team',
    title: 'DNS returns a wrong address for a host',
    message: (args) =>
      `DNS${args.resolver === null ? '' : ` (${args.resolver})`} gives ${args.address} for ${at(args)}, which is not an address of the service.`,
    cause:
      'A DNS filter blocks the name: it answers with 0.0.0.0, a loopback address, or the address of its block page.',
    fix: (args) => [`Network team: add ${hostOf(args)} to the allow list of the DNS filter.`],
  },
  'hosts-file-entry': {
    ...common,
    code: 'PPMI4017',
    owner: 'this-machine',
    title: 'The hosts file overrides a host name',
    message: (args) => `${args.file} maps ${at(args)} to ${args.address}${because(args)}.`,
    cause:
      'An entry from an earlier test or tool is still there. The services change their addresses often, so a fixed one fails sooner or later.',
    fix: (args) => [`Remove the line with ${hostOf(args)} from ${slot(args.file, 'hosts file')}.`],
  },
  'private-address': {
    ...common,
    code: 'PPMI4018',
    owner: 'network-team',
    title: 'A public host resolves to a private address',
    message: (args) => `${at(args)} resolves to ${args.address}, which is not a public address${because(args)}.`,
    cause:
      'A private DNS zone, a zero-trust agent (100.64.0.0/10) or a local proxy tool answers for this name. A connection then ends there, and not at the service.',
    fix: (args) => [
      `Network team: resolve ${hostOf(args)} to its public addresses, or make ${slot(args.address, 'address')} forward to it.`,
    ],
  },
  'tcp-refused': {
    ...common,
    code: 'PPMI4002',
    owner: 'network-team',
    title: 'A connection is refused',
    message: (args) => `${at(args)} refuses the connection${because(args)}.`,
    cause: 'A firewall rejects the connection, or nothing listens on this port.',
    fix: allow,
  },
  'tcp-timeout': {
    ...common,
    code: 'PPMI4003',
    owner: 'network-team',
    title: 'A connection gets no answer',
    message: ({ host, port, detail }) => `${host} does not answer on TCP port ${port}${because({ detail })}.`,
    cause: 'A firewall drops the packets, or this network reaches the internet through a proxy only.',
    fix: (args, print) => [...allow(args), ...setProxy(print)],
  },
  'tcp-no-route': {
    ...common,
    code: 'PPMI4019',
    owner: 'network-team',
    title: 'There is no route to a host',
    message: (args) => `This machine has no route to ${at(args)}${because(args)}.`,
    cause:
      'The VPN or network interface is down, a container has no outbound network, or a router rejects the destination.',
    fix: (args) => ['Connect the network or VPN, and try again.', ...allow(args)],
  },
  'tcp-local-policy': {
    ...common,
    code: 'PPMI4020',
    owner: 'this-machine',
    title: 'This machine forbids the connection',
    message: (args) => `The operating system forbids the connection to ${at(args)}${because(args)}.`,
    cause: 'A host firewall, endpoint security software or a sandbox denies network access to this process.',
    fix: () => [
      'Allow the node process to open outbound connections in the firewall or security software of this machine.',
    ],
  },
  'ipv6-broken': {
    ...warning,
    code: 'PPMI4011',
    owner: 'network-team',
    title: 'IPv6 addresses are published, but IPv6 connections fail',
    message: (args) => `${at(args)} answers over IPv4 but not over IPv6${because(args)}.`,
    cause:
      'DNS gives IPv6 addresses, but routes or firewall rules exist for IPv4 only. Programs that prefer IPv6 wait for it first.',
    fix: (args) => [
      ...allow(args),
      'The rule must include the IPv6 addresses. Until then, set NODE_OPTIONS=--dns-result-order=ipv4first.',
    ],
  },
  'local-agent-answers': {
    ...common,
    code: 'PPMI4021',
    owner: 'this-machine',
    title: 'Something on the path accepts every connection',
    message: (args) =>
      `The connection to ${at(args)} is accepted, but TLS fails; a connection to ${args.address}, where no host exists, is accepted too${because(args)}.`,
    cause:
      'A zero-trust agent, VPN client or transparent proxy accepts TCP connections itself and then cannot or may not forward them. A successful connection therefore proves nothing.',
    fix: (args) => ['Sign in to the agent or VPN client on this machine, or exclude ppmi from it.', ...allow(args)],
  },
} as const satisfies NetworkBodies<
  | 'dns-fails'
  | 'dns-resolver-fails'
  | 'dns-resolver-silent'
  | 'dns-filtered'
  | 'hosts-file-entry'
  | 'private-address'
  | 'tcp-refused'
  | 'tcp-timeout'
  | 'tcp-no-route'
  | 'tcp-local-policy'
  | 'ipv6-broken'
  | 'local-agent-answers'
>;
