/** The proxy, named as the proxy. */
import { quoted } from '../../../domain/harmless-text.ts';
import { slot } from '../../commands.ts';
import type { Printer } from '../../printer.ts';
import { at, because, common, hostOf, type NetworkBodies, warning } from './words.ts';

const named = ({ proxy, source }: { readonly proxy: string; readonly source: string }) =>
  `The proxy ${proxy} (from ${source})`;
const relay = (print: Printer): readonly string[] => [
  'Node cannot answer NTLM or Negotiate. Run a local relay that can, such as Px or cntlm, and use it as the proxy:',
  print.connectivity('--proxy', 'http://127.0.0.1:3128'),
];

export const proxy = {
  'proxy-not-found': {
    ...common,
    code: 'PPMI4045',
    owner: 'this-machine',
    title: 'The name of the proxy is not found',
    message: (args) => `${named(args)} is not found in DNS${because(args)}.`,
    cause: 'The name is misspelled, or it exists only inside the company network and the VPN is down.',
    fix: (args) => [`Correct ${slot(args.source, 'variable')}, or connect the VPN.`],
  },
  'proxy-refuses-connection': {
    ...common,
    code: 'PPMI4046',
    owner: 'this-machine',
    title: 'The proxy refuses connections',
    message: (args) => `${named(args)} refuses the connection.`,
    cause:
      'At a loopback address: the local relay (Px, cntlm, Fiddler) is not running. Elsewhere: the port is wrong, or the proxy is down.',
    fix: (args) => [
      args.local === null || args.local === undefined
        ? `Check address and port in ${slot(args.source, 'variable')}.`
        : `Start the relay on this machine, or remove ${slot(args.source, 'variable')}.`,
    ],
  },
  'proxy-no-answer': {
    ...common,
    code: 'PPMI4047',
    owner: 'proxy-team',
    title: 'The proxy does not answer',
    message: (args) => `${named(args)} does not answer${because(args)}.`,
    cause:
      'The address or port is wrong, the proxy is down, or a firewall between this machine and the proxy drops the packets.',
    fix: (args) => [
      `Check address and port in ${slot(args.source, 'variable')}, and connect the VPN.`,
      `Proxy team: check that ${slot(args.proxy, 'proxy')} accepts connections from this machine.`,
    ],
  },
  'proxy-is-no-proxy': {
    ...common,
    code: 'PPMI4048',
    owner: 'this-machine',
    title: 'The proxy address does not lead to a proxy',
    message: (args) =>
      args.kind === undefined
        ? `${named(args)} is not an HTTP proxy: it answers ${args.answer}.`
        : args.kind === 'pac'
          ? `${args.source} holds the address of a PAC script on ${args.proxy}, not of a proxy.`
          : `${args.source} names a ${args.kind} proxy (${args.proxy}), and ppmi supports http and https proxies only.`,
    cause:
      'The address is that of another service, such as a web server, SSH, a SOCKS proxy, or a PAC script that names the proxy.',
    fix: (args, print) =>
      args.kind === undefined
        ? [`Correct the port in ${slot(args.source, 'variable')}. ppmi supports http and https proxies, not SOCKS.`]
        : [
            ...(args.kind === 'pac' ? ['Ask the network team which proxy the script returns for the host.'] : []),
            `Set ${slot(args.source, 'variable')} to an HTTP proxy (http://<proxy>:<port>), or pass one:`,
            print.connectivity('--proxy', 'http://<proxy>:<port>'),
          ],
  },
  'proxy-scheme-mismatch': {
    ...common,
    code: 'PPMI4049',
    owner: 'this-machine',
    title: 'The proxy address has the wrong scheme',
    message: (args) =>
      `${named(args)} is configured as ${args.configured}://, but speaks ${args.actual === 'https' ? 'TLS' : 'plain HTTP'}.`,
    cause: 'The scheme says how to reach the proxy itself, not which sites are visited. Most proxies speak plain HTTP.',
    fix: (args) => [
      `Change ${slot(args.source, 'variable')} to ${slot(args.actual, 'scheme')}://${slot(args.proxy, 'proxy')}.`,
    ],
  },
  'proxy-certificate': {
    ...common,
    code: 'PPMI4050',
    owner: 'this-machine',
    title: 'The certificate of the proxy is not trusted',
    message: (args) =>
      `${named(args)} presents a certificate by ${args.issuer === null ? 'an unknown CA' : quoted(args.issuer)}, which Node does not trust.`,
    cause: 'The https proxy uses a company CA, or its certificate has expired or is for another name.',
    fix: (_, print) => ["Pass the proxy's CA with --ca-file:", print.connectivity('--ca-file', '<proxy-ca.pem>')],
  },
  'proxy-auth-required': {
    ...common,
    code: 'PPMI4007',
    evidence: 'observed',
    owner: 'this-machine',
    title: 'Proxy authentication required',
    message: (args) =>
      `${named(args)} requires authentication (407)${args.schemes === null ? '' : ` and offers ${args.schemes}`}.`,
    cause: 'The proxy address holds no user and password, or the proxy requires a Windows sign-in (NTLM, Negotiate).',
    fix: ({ schemes, relay: first }, print) => {
      const basic = ['Put user and password into PPMI_PROXY, percent-encoded: http://<user>:<password>@<proxy>:<port>'];
      const offersBasic = schemes == null || /\bbasic\b/i.test(String(schemes));
      return [...(first == null ? [] : relay(print)), ...(offersBasic ? basic : [])];
    },
  },
  'proxy-password-refused': {
    ...common,
    code: 'PPMI4051',
    owner: 'this-machine',
    title: 'The proxy refuses the user or password',
    message: (args) => `${named(args)} refuses the user or password in its address (407).`,
    cause: 'The password is wrong or has expired, or a special character in it is not percent-encoded.',
    fix: (args) => [
      `Correct user and password in ${slot(args.source, 'variable')}; encode special characters, such as @ as %40.`,
      'Proxies lock accounts after several wrong passwords.',
    ],
  },
  'proxy-refuses-host': {
    ...common,
    code: 'PPMI4008',
    owner: 'proxy-team',
    title: 'The proxy refuses a host',
    message: (args) =>
      `${args.proxy === undefined ? 'The proxy' : `The proxy ${args.proxy} (from ${args.source})`} refuses ${at(args)}${because(args)}.`,
    cause: 'A category or policy of the proxy blocks it.',
    fix: (args) => [
      `Proxy team: allow CONNECT to ${hostOf(args)}:${args.port ?? 443} by name, without TLS inspection.`,
    ],
  },
  'proxy-cannot-reach-host': {
    ...common,
    code: 'PPMI4052',
    owner: 'proxy-team',
    title: 'The proxy cannot reach a host',
    message: (args) =>
      args.status === null
        ? `${named(args)} leads to other hosts, but does not answer for ${at(args)}.`
        : `${named(args)} cannot resolve or reach ${at(args)} and answers ${args.status}${because(args)}.`,
    cause: "The fault is in the proxy's own DNS or outbound network, not on this machine.",
    fix: (args) => [
      `Proxy team: check that ${slot(args.proxy, 'proxy')} resolves and reaches ${hostOf(args)}:${args.port ?? 443}.`,
    ],
  },
  'proxy-variables-conflict': {
    ...warning,
    code: 'PPMI4053',
    owner: 'this-machine',
    title: 'Proxy variables contradict each other',
    message: (args) =>
      `${args.source} names the proxy ${args.proxy}, but ${args.other} names ${args.otherProxy}. ppmi uses ${args.source}.`,
    cause: 'Programs differ in which variable they prefer, so tools on this machine take different paths.',
    fix: (args) => [
      `Set ${slot(args.source, 'variable')} and ${slot(args.other, 'variable')} to the same value, or remove one.`,
    ],
  },
  'proxy-bypassed': {
    ...common,
    code: 'PPMI4054',
    owner: 'this-machine',
    title: 'NO_PROXY bypasses the proxy, and the direct connection fails',
    message: ({ host, port, entry, source, proxy: address, detail }) =>
      `${at({ host, port })} is reached directly because ${quoted(entry)} in ${source} excludes it from the proxy ${address}, and the direct connection fails${because({ detail })}.`,
    cause: 'The entry is wider than intended, or the host was once reachable without the proxy.',
    fix: (args) => [`Remove or narrow the entry "${slot(args.entry, 'entry')}" in ${slot(args.source, 'variable')}.`],
  },
  'proxy-port-missing': {
    ...common,
    code: 'PPMI4055',
    owner: 'this-machine',
    title: 'The proxy address has no port',
    message: (args) => `${args.source} names a proxy without a port; ppmi uses ${args.proxy}.`,
    cause: 'Programs assume different ports (80, 1080, 3128, 8080), so tools on this machine behave differently.',
    fix: (args) => [`Add the port of the proxy to ${slot(args.source, 'variable')}: http://<proxy>:<port>`],
  },
  'proxy-not-used': {
    ...common,
    code: 'PPMI4056',
    owner: 'this-machine',
    title: 'A proxy is configured that ppmi does not use',
    message: (args) =>
      args.direct === 'works'
        ? `${args.source} configures a proxy that ppmi does not use${because(args)}. From here, the hosts can be reached without it.`
        : `The direct connection fails, and ${args.source} configures a proxy that ppmi does not use${because(args)}.`,
    cause:
      'HTTP_PROXY applies to http URLs only, and Node evaluates neither PAC scripts nor the proxy settings of the system.',
    fix: (_, print) => [
      'Find out which proxy applies to the host (ask the network team if it is a PAC script), and set HTTPS_PROXY to http://<proxy>:<port>:',
      print.connectivity('--proxy', 'http://<proxy>:<port>'),
    ],
  },
} as const satisfies NetworkBodies<
  | 'proxy-not-found'
  | 'proxy-refuses-connection'
  | 'proxy-no-answer'
  | 'proxy-is-no-proxy'
  | 'proxy-scheme-mismatch'
  | 'proxy-certificate'
  | 'proxy-auth-required'
  | 'proxy-password-refused'
  | 'proxy-refuses-host'
  | 'proxy-cannot-reach-host'
  | 'proxy-variables-conflict'
  | 'proxy-bypassed'
  | 'proxy-port-missing'
  | 'proxy-not-used'
>;
