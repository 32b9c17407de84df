/** 4xxx: what is between this machine and the services. The plug-in runs elsewhere and has another way out. */
import { slot } from '../commands.ts';
import { type Args, type FindingBodies, firstRelease } from '../entry.ts';

const common = { since: firstRelease, severity: 'error', repair: 'none', see: [] } as const;

const host = (args: { readonly host?: Args[string] }) => slot(args.host, 'host');
const because = ({ detail }: { readonly detail: string | null }) => (detail === null ? '' : ` (${detail})`);
const probe = '  ppmi connectivity';

const extraCa: readonly string[] = [
  "Tell ppmi the authority's certificate (PEM or DER), with --ca-file or once for all:",
  '  export PPMI_CA_FILE=/path/to/company-ca.pem',
  'or every program on Node (PEM; read once at start):',
  '  export NODE_EXTRA_CA_CERTS=/path/to/company-ca.pem',
  // NODE_USE_SYSTEM_CA=1 came later: 22.15.0 does not know it, 24.21 does (experiment, 2026-11-28).
  "From Node 22.15 on, the operating system's store can be used instead:",
  '  export NODE_OPTIONS=--use-system-ca',
];

/** What the network team needs, in one line. */
const allow = (args: Args): readonly string[] => [
  'For your network team:',
  `  allow HTTPS (TCP 443) to ${host(args)} by name, all methods, without inspection`,
];

export const network = {
  'dns-fails': {
    ...common,
    code: 'PPMI4001',
    evidence: 'own',
    title: 'The name of a host is not found',
    says: (args) => `${host(args)} is not found by DNS${because(args)}.`,
    cause:
      'A mistyped, renamed or deleted organization; another cloud; a DNS filter; or a network where only the proxy resolves names. If no name at all is found, this machine is offline or its VPN is down.',
    fix: (args) => [
      'Check the address in the Power Platform admin center, and ask DNS yourself:',
      `  nslookup ${host(args)}`,
      'Where only the proxy resolves names, set it:',
      '  export HTTPS_PROXY=http://<proxy>:<port>',
    ],
  },
  'tcp-refused': {
    ...common,
    code: 'PPMI4002',
    evidence: 'own',
    title: 'A connection is refused',
    says: (args) => `${host(args)} refuses the connection${because(args)}.`,
    cause:
      'A firewall answers with a refusal, a local relay is not running, or security software forbids it to this process.',
    fix: allow,
  },
  'tcp-timeout': {
    ...common,
    code: 'PPMI4003',
    evidence: 'own',
    title: 'A connection gets no answer',
    says: (args) => `${host(args)} does not answer on TCP 443${because(args)}.`,
    cause: 'A firewall drops the packets, or the only way out is a proxy.',
    fix: (args) => ['Where there is a proxy, set it:', '  export HTTPS_PROXY=http://<proxy>:<port>', ...allow(args)],
  },
  'tls-intercepted-untrusted': {
    ...common,
    code: 'PPMI4004',
    evidence: 'seen',
    title: 'TLS is intercepted by a device that Node does not trust',
    says: (args) =>
      `${host(args)} answers with a certificate by ${slot(args.issuer, 'an unknown authority')}, which Node does not trust${because(args)}.`,
    cause:
      "A company device opens TLS and signs with its own authority. Browsers trust it through the operating system's store; Node has a store of its own.",
    fix: (args) => [
      ...extraCa,
      'Never set NODE_TLS_REJECT_UNAUTHORIZED=0: it lets anybody read your tokens.',
      ...allow(args),
    ],
    verify: (print) => [
      'Print the issuer of the certificate:',
      print.command('openssl', 's_client', '-connect', '<host>:443', '-servername', '<host>', '-showcerts'),
    ],
  },
  'tls-intercepted-trusted': {
    ...common,
    severity: 'warning',
    code: 'PPMI4005',
    evidence: 'seen',
    title: 'TLS is intercepted by a device that is trusted here',
    says: (args) =>
      `${host(args)} answers with a certificate by ${slot(args.issuer, 'a private authority')}. It is trusted here, but it is not the service's own.`,
    cause:
      'A company device opens TLS. It sees tokens in clear and may change headers; other tools on this machine may not trust it. The plug-in itself does not pass through it.',
    fix: allow,
  },
  'tls-missing-intermediate': {
    ...common,
    code: 'PPMI4006',
    evidence: 'own',
    title: 'The certificate chain is incomplete',
    says: (args) => `${host(args)} does not send the intermediate certificate${because(args)}.`,
    cause:
      'The device or server sends only its own certificate. Adding the root does not help: the link between both is missing.',
    fix: () => ['Put the intermediate and the root into one PEM file, or have the device send its chain.', ...extraCa],
  },
  'proxy-auth-required': {
    ...common,
    code: 'PPMI4007',
    evidence: 'seen',
    title: 'The proxy wants a sign-in',
    says: (args) =>
      `The proxy ${slot(args.proxy, 'proxy')} answers 407${args.schemes == null ? '' : ` and offers ${args.schemes}`}.`,
    cause:
      'For Basic, user and password are missing or wrong. Node cannot answer NTLM or Negotiate; a local relay can.',
    fix: () => [
      'Basic: put them into the proxy address, percent-encoded:',
      '  export HTTPS_PROXY=http://<user>:<password>@<proxy>:<port>',
      'NTLM or Negotiate: run a relay such as Px or cntlm and use it as the proxy:',
      '  export HTTPS_PROXY=http://127.0.0.1:3128',
    ],
  },
  'proxy-refuses-host': {
    ...common,
    code: 'PPMI4008',
    evidence: 'own',
    title: 'The proxy refuses a host',
    says: (args) => `The proxy refuses ${host(args)}${because(args)}.`,
    cause: 'A category or policy of the proxy blocks it, or the proxy itself cannot reach it (502 to 504).',
    fix: allow,
  },
  'block-page': {
    ...common,
    code: 'PPMI4009',
    evidence: 'own',
    title: "Somebody else's page instead of the service",
    says: (args) =>
      `${host(args)} answers with a page that is not the service's${args.page == null ? '' : `: "${args.page}"`}${because(args)}.`,
    cause: 'A web filter shows its block page, or the network wants a sign-in in a browser first.',
    fix: (args) => ['Open any page in a browser and sign in to the network if asked.', ...allow(args)],
  },
  'clock-skew': {
    ...common,
    code: 'PPMI4010',
    evidence: 'own',
    title: "This machine's clock is wrong",
    says: (args) =>
      `The clock of this machine is ${slot(args.skew, 'minutes')} off, by the date that ${host(args)} sent.`,
    cause:
      'Assertions made here are refused as not yet or no longer valid. The plug-in is not affected: it runs on the clock of the service.',
    fix: () => [
      'Let the machine take its time from the network:',
      '  sudo timedatectl set-ntp true',
      '  w32tm /resync',
    ],
  },
  'ipv6-broken': {
    ...common,
    code: 'PPMI4011',
    evidence: 'own',
    title: 'IPv6 is announced, but the way is dead',
    says: (args) => `${host(args)} answers over IPv4 and not over IPv6${because(args)}.`,
    cause: 'DNS gives IPv6 addresses, and firewall rules or routes exist for IPv4 only.',
    fix: (args) => [
      'Until the network team has repaired it:',
      '  export NODE_OPTIONS=--dns-result-order=ipv4first',
      ...allow(args),
    ],
  },
  'wrong-cloud-host': {
    ...common,
    code: 'PPMI4012',
    evidence: 'own',
    title: 'Host of another cloud',
    says: (args) =>
      `${host(args)} belongs to another cloud than the environment${args.cloud == null ? '' : ` (${args.cloud})`}.`,
    cause: 'Sovereign clouds have hosts of their own; GCC shares those of the public cloud for sign-in.',
    fix: () => ['Name the cloud of the environment:', `${probe} --cloud <cloud>`],
  },
  throttled: {
    ...common,
    severity: 'warning',
    code: 'PPMI4013',
    evidence: 'documented',
    title: 'The service asked to slow down',
    says: (args) =>
      `${host(args)} answered 429${args.seconds == null ? '' : ` and asked to wait ${args.seconds} seconds`}; the run waited and went on.`,
    cause: 'Limits count everything that the same user or application does, also elsewhere.',
    fix: () => ['Nothing, if the run finished. Else run it again later.'],
  },
} as const satisfies Partial<FindingBodies>;
