import { type LabCloud, labClouds } from './clouds.ts';
import type { Situation } from './situation.ts';

const proxy = 'http://20.190.0.80:3128';
const viaProxy = { proxy: 'forward', environment: { HTTPS_PROXY: proxy } } as const;
const afterTimeout = 8;
const { graph, login, vault } = labClouds.public;
const toVault = ['--resource', `https://${vault}`];
const behind = (kind: Situation['proxy'] & string) => ({ proxy: kind, environment: { HTTPS_PROXY: proxy } }) as const;

/** Rare servers, by themselves and behind a proxy. */
const rare: readonly Situation[] = [
  { id: 'wrong-usage', expect: 'tls-fails', does: 'wrong-usage' },
  { id: 'wrong-chain', expect: 'tls-missing-intermediate', does: 'wrong-chain' },
  { id: 'retired-ca', expect: 'tls-certificate-expired', does: 'retired-ca' },
  { id: 'retired-ca-all', expect: 'tls-certificate-expired', does: 'retired-ca', at: 'all' },
  { id: 'close-at-once', expect: 'tls-cut-off', does: 'close-at-once' },
  { id: 'half-closed', expect: 'tls-cut-off', does: 'half-closed' },
  { id: 'body-drip', expect: 'http-body-cut', does: 'body-drip', seconds: afterTimeout },
  { id: 'body-silent', expect: 'http-body-cut', does: 'body-silent', seconds: afterTimeout },
  { id: 'gzip-garbage', expect: 'http-body-cut', does: 'gzip-garbage' },
  { id: 'chunk-garbage', expect: 'http-body-cut', does: 'chunk-garbage' },
  { id: 'two-heads', expect: 'http-body-cut', does: 'two-heads' },
  { id: 'status-451', expect: 'block-page', does: 'status-451' },
  { id: 'sign-in-page', expect: 'foreign-answer', does: 'sign-in-page' },
  { id: 'gateway-429', expect: 'foreign-answer', does: 'gateway-429' },
  { id: 'gateway-500', expect: 'foreign-answer', does: 'gateway-500' },
  { id: 'gateway-404', expect: 'foreign-answer', does: 'gateway-404' },
  { id: 'alert-internal', expect: 'tls-cut-off', does: 'alert-internal' },
  { id: 'tls-then-silent', expect: 'http-no-answer', does: 'tls-then-silent-once', seconds: afterTimeout },
];

const names: readonly Situation[] = [
  { id: 'alias-to-nothing', expect: 'dns-fails', dns: 'alias-to-nothing' },
  { id: 'dns-by-tcp', expect: null, dns: 'by-tcp', at: 'all' },
  { id: 'dns-v6-resolver', expect: null, family: 46, resolvers: ['2603:1030::53'] },
  {
    id: 'dns-v6-resolver-v4-dropped',
    expect: null,
    family: 46,
    resolvers: ['2603:1030::53'],
    four: 'dropped',
    at: 'all',
  },
  { id: 'dns-v6-resolver-dead', expect: 'dns-resolver-silent', resolvers: ['2603:1030::5353'], seconds: 6 },
  {
    id: 'v4-and-v6-dropped',
    expect: 'tcp-timeout',
    family: 46,
    four: 'dropped',
    six: 'dropped',
    seconds: afterTimeout,
  },
  {
    id: 'split-dns-organization',
    expect: 'private-address',
    dns: '10.99.0.9',
    at: [labClouds.public.organization],
    args: ['--environment', `https://${labClouds.public.organization}`],
    seconds: afterTimeout,
  },
  {
    id: 'vault-private-link',
    expect: 'tcp-timeout',
    dns: 'private-link',
    at: [vault],
    args: toVault,
    seconds: afterTimeout,
  },
  {
    id: 'vault-private-link-public',
    expect: null,
    dns: 'private-link-public',
    does: 'vault-forbidden',
    at: [vault],
    args: toVault,
  },
  { id: 'vault-alias-to-nothing', expect: 'dns-fails', dns: 'alias-to-nothing', at: [vault], args: toVault },
];

const clocks: readonly Situation[] = [
  { id: 'skew-90', expect: 'clock-skew', ahead: 90, at: 'all', exit: 0 },
  { id: 'skew-10-minutes', expect: 'clock-skew', ahead: 600, at: 'all' },
  { id: 'skew-a-day', expect: 'clock-skew', ahead: 24 * 3600 - 600, at: 'all', owner: 'this-machine' },
  {
    id: 'clock-year-behind',
    expect: 'clock-skew',
    ahead: 365 * 24 * 3600,
    certificatesToo: true,
    at: 'all',
    owner: 'this-machine',
  },
  { id: 'clock-year-ahead', expect: 'clock-skew', ahead: -365 * 24 * 3600, certificatesToo: true, at: 'all' },
  {
    id: 'clock-year-ahead-proxy',
    expect: 'clock-skew',
    ahead: -365 * 24 * 3600,
    certificatesToo: true,
    at: 'all',
    ...viaProxy,
  },
  {
    id: 'doctor-clock-year-ahead',
    command: 'doctor',
    expect: 'clock-skew',
    ahead: -365 * 24 * 3600,
    certificatesToo: true,
    at: 'all',
    exit: 2,
  },
  {
    id: 'exchange-clock-year-behind',
    command: 'exchange',
    expect: 'clock-skew',
    ahead: 365 * 24 * 3600,
    certificatesToo: true,
    at: 'all',
    exit: 2,
  },
];

const portals: readonly Situation[] = [
  { id: 'portal-http-only', expect: 'captive-portal', plainHttp: 'portal', exit: 0 },
  {
    id: 'portal-http-443-dropped',
    expect: 'captive-portal',
    plainHttp: 'portal',
    dns: '20.190.0.99',
    at: Object.values(labClouds.public),
    seconds: afterTimeout,
  },
  {
    id: 'portal-http-443-reset',
    expect: 'captive-portal',
    plainHttp: 'portal',
    does: 'reset-at-once',
    at: Object.values(labClouds.public),
  },
];

const proxies: readonly Situation[] = [
  { id: 'proxy-reset', expect: 'proxy-is-no-proxy', ...behind('reset') },
  { id: 'proxy-slow', expect: null, ...behind('slow'), seconds: 8 },
  { id: 'proxy-page-200', expect: 'not-tls', ...behind('page-200') },
  { id: 'proxy-misleads', expect: 'tls-other-host', ...behind('misleads') },
  { id: 'proxy-misleads-all', expect: 'tls-other-host', ...behind('misleads'), at: 'all' },
  { id: 'proxy-inspects', expect: 'tls-intercepted-untrusted', ...behind('inspects') },
  { id: 'proxy-inspects-retired', expect: 'tls-certificate-expired', ...behind('inspects-retired') },
  { id: 'proxy-ntlm-one-host', expect: 'proxy-auth-required', ...behind('407-ntlm-graph') },
  { id: 'proxy-closes-one-host', expect: 'proxy-refuses-host', ...behind('closes-graph') },
  { id: 'proxy-silent-one-host', expect: 'proxy-cannot-reach-host', ...behind('silent-graph'), seconds: afterTimeout },
  {
    id: 'proxy-pac-url',
    expect: 'proxy-is-no-proxy',
    exit: 2,
    environment: { HTTPS_PROXY: 'http://20.190.0.80:3128/proxy.pac' },
    proxy: 'web-server',
  },
  {
    id: 'proxy-pac-url-no-port',
    expect: 'proxy-is-no-proxy',
    exit: 2,
    environment: { HTTPS_PROXY: 'http://wpad/wpad.dat' },
  },
  {
    id: 'proxy-socks-variable',
    expect: 'proxy-is-no-proxy',
    exit: 2,
    environment: { ALL_PROXY: 'socks5://20.190.0.80:1080' },
  },
  { id: 'proxy-quoted', expect: null, exit: 2, environment: { HTTPS_PROXY: `"${proxy}"` }, proxy: 'forward' },
  {
    id: 'proxy-v4-dropped',
    expect: 'proxy-no-answer',
    environment: { HTTPS_PROXY: 'http://20.190.0.99:3128' },
    seconds: afterTimeout,
  },
  {
    id: 'proxy-crl-403',
    expect: 'proxy-refuses-host',
    proxy: '403',
    environment: { HTTP_PROXY: proxy, HTTPS_PROXY: proxy, NO_PROXY: '.com:443' },
    exit: 0,
  },
];

/** The hosts of other clouds, where what is known of one may have been written down for another. */
const perCloud = (['gcchigh', 'china'] as const).flatMap((cloud: LabCloud): readonly Situation[] => {
  const hosts = labClouds[cloud];
  const organization = ['--environment', `https://${hosts.organization}`];
  const at = (id: string, what: Omit<Situation, 'id'>): Situation => ({
    at: [hosts.graph],
    args: ['--cloud', cloud],
    ...what,
    cloud,
    id: `${cloud}-${id}`,
  });
  return [
    at('clean', { expect: null }),
    at('clean-organization', { expect: null, args: organization }),
    at('clean-proxy', { expect: null, ...viaProxy }),
    at('login-nxdomain', { expect: 'dns-fails', dns: 'nxdomain', at: [hosts.login] }),
    at('login-dropped', { expect: 'tcp-timeout', dns: '20.190.0.99', at: [hosts.login], seconds: afterTimeout }),
    at('all-refused', { expect: 'tcp-refused', does: 'nothing', at: 'all' }),
    at('servfail', { expect: 'dns-resolver-fails', dns: 'servfail' }),
    at('zero', { expect: 'dns-filtered', dns: '0.0.0.0' }),
    at('agent', { expect: 'private-address', dns: '100.64.0.9', seconds: afterTimeout }),
    at('sni-reset', { expect: 'tls-cut-off', does: 'sni-reset' }),
    at('untrusted-all', { expect: 'tls-intercepted-untrusted', does: 'untrusted', at: 'all' }),
    at('expired', { expect: 'tls-certificate-expired', does: 'expired' }),
    at('expired-all', { expect: 'clock-skew', does: 'expired', at: 'all' }),
    at('other-host', { expect: 'tls-other-host', does: 'other-host', at: [hosts.arm], exit: 0 }),
    at('block', { expect: 'block-page', does: 'block-403' }),
    at('organization-block', { expect: 'block-page', does: 'block-403', at: [hosts.organization], args: organization }),
    at('stripped', { expect: 'header-stripped', does: 'no-challenge' }),
    at('proxy-403-graph', { expect: 'proxy-refuses-host', ...behind('403-graph') }),
    at('proxy-ntlm', { expect: 'proxy-auth-required', ...behind('407-ntlm') }),
    at('skew-10-minutes', { expect: 'clock-skew', ahead: 600, at: 'all' }),
    at('instance-discovery-nxdomain', { expect: 'dns-fails', dns: 'nxdomain', at: [login], exit: 0 }),
    at('vault-nxdomain', {
      expect: 'dns-fails',
      dns: 'nxdomain',
      at: [hosts.vault],
      args: ['--cloud', cloud, '--resource', `https://${hosts.vault}`],
    }),
    at('doctor-login-sni-reset', {
      command: 'doctor',
      expect: 'tls-cut-off',
      does: 'sni-reset',
      at: [hosts.login],
      args: [],
      exit: 2,
    }),
    at('doctor-organization-untrusted', {
      command: 'doctor',
      expect: 'tls-intercepted-untrusted',
      does: 'untrusted',
      at: [hosts.organization],
      args: [],
      exit: 2,
    }),
    at('repair-login-dropped', {
      command: 'repair',
      expect: 'tcp-timeout',
      dns: '20.190.0.99',
      at: [hosts.login],
      args: ['--yes'],
      exit: 2,
      seconds: 14,
    }),
    at('exchange-login-block', {
      command: 'exchange',
      expect: 'block-page',
      does: 'block-403',
      at: [hosts.login],
      args: ['--cloud', cloud],
      exit: 2,
    }),
    at('device-login-nxdomain', {
      command: 'doctor-device',
      expect: 'dns-fails',
      dns: 'nxdomain',
      at: [hosts.login],
      args: [],
      exit: 2,
    }),
    at('azure-cli-organization-dropped', {
      command: 'doctor-azure-cli',
      expect: 'tcp-timeout',
      dns: '20.190.0.99',
      at: [hosts.organization],
      args: [],
      exit: 2,
      seconds: 14,
    }),
  ];
});

const scenario = 'tenant-big-endian';
const faults: readonly Omit<Situation, 'at'>[] = [
  { id: 'nxdomain', expect: 'dns-fails', dns: 'nxdomain' },
  { id: 'dropped', expect: 'tcp-timeout', dns: '20.190.0.99', seconds: 16 },
  { id: 'refused', expect: 'tcp-refused', does: 'nothing' },
  { id: 'untrusted', expect: 'tls-intercepted-untrusted', does: 'untrusted' },
  { id: 'block', expect: 'block-page', does: 'block-403' },
  { id: 'body-drip', expect: 'http-body-cut', does: 'body-drip', seconds: 70 },
  { id: 'gzip-garbage', expect: 'http-body-cut', does: 'gzip-garbage', seconds: 12 },
  { id: 'chunk-garbage', expect: 'http-body-cut', does: 'chunk-garbage', seconds: 12 },
  { id: 'retired-ca', expect: 'tls-certificate-expired', does: 'retired-ca' },
];
const places = { login: [login], organization: ['organization'], graph: [graph] } as const;

const deep = (['repair-apply', 'repair-resume', 'repair-undo', 'emulated-doctor', 'emulated-repair'] as const).flatMap(
  (command) => [
    ...(command === 'emulated-doctor'
      ? []
      : [{ id: `${command}-clean`, command, emulates: scenario, at: [], expect: null, seconds: 30 } as Situation]),
    {
      id: `${command}-proxy-407`,
      command,
      emulates: scenario,
      expect: 'proxy-auth-required',
      ...behind('407-ntlm'),
      exit: 2,
    } as Situation,
    ...(Object.keys(places) as (keyof typeof places)[]).flatMap((place) =>
      faults.map(
        (fault): Situation => ({
          seconds: 6,
          ...fault,
          id: `${command}-${place}-${fault.id}`,
          command,
          emulates: scenario,
          at: places[place],
          exit: 2,
        }),
      ),
    ),
  ],
);

const inside = [
  { id: 'clean', expect: null, at: [] },
  { id: 'login-nxdomain', expect: 'dns-fails', dns: 'nxdomain', at: [login] },
  { id: 'login-untrusted', expect: 'tls-intercepted-untrusted', does: 'untrusted', at: [login] },
  { id: 'nxdomain', expect: 'dns-fails', dns: 'nxdomain', at: ['environment'] },
  { id: 'dropped', expect: 'tcp-timeout', dns: '20.190.0.99', at: ['environment'], seconds: 12 },
  { id: 'refused', expect: 'tcp-refused', does: 'nothing', at: ['environment'] },
  { id: 'untrusted', expect: 'tls-intercepted-untrusted', does: 'untrusted', at: ['environment'] },
  { id: 'block', expect: 'block-page', does: 'block-403', at: ['environment'] },
  { id: 'proxy-407', expect: 'proxy-auth-required', ...behind('407-ntlm') },
].map(
  (each) =>
    ({
      ...each,
      id: `from-environment-${each.id}`,
      command: 'from-environment',
      emulates: scenario,
      seconds: 9,
    }) as Situation,
);

/** A proxy that leads to the sign-in and to the environment, and not to Graph. */
const oneHost = (
  [
    ['closes-graph', 'proxy-refuses-host'],
    ['silent-graph', 'proxy-cannot-reach-host'],
    ['407-ntlm-graph', 'proxy-auth-required'],
    ['403-graph', 'proxy-refuses-host'],
  ] as const
).map(
  ([kind, expect]): Situation => ({
    id: `emulated-doctor-proxy-${kind}`,
    command: 'emulated-doctor',
    emulates: scenario,
    expect,
    ...behind(kind),
    exit: 2,
    seconds: 16,
  }),
);

export const combinations: readonly Situation[] = [
  ...rare,
  ...names,
  ...clocks,
  ...portals,
  ...proxies,
  ...perCloud,
  ...deep,
  ...inside,
  ...oneHost,
];
