/** What the laboratory produces, and the finding that must come first. */
import type { NetworkFindingName, NetworkOwner } from '../../src/domain/network-findings.ts';
import { labClouds } from './clouds.ts';
import { combinations } from './combinations.ts';
import { commands } from './commands.ts';
import { type Behavior, manyHosts, type ProxyKind, type Situation } from './situation.ts';

const { graph, organization: organizationHost } = labClouds.public;
const proxyAddress = '20.190.0.80:3128';
const proxy = `http://${proxyAddress}`;
const organization = ['--environment', `https://${organizationHost}`];
const tenant = ['--tenant', '11111111-2222-3333-4444-555555555555'];
const viaProxy = { proxy: 'forward', environment: { HTTPS_PROXY: proxy } } as const;
/** One connect timeout, and the evidence that is gathered after it. */
const afterTimeout = 8;

interface Kind {
  readonly does: Behavior;
  readonly expect: NetworkFindingName;
  readonly owner?: NetworkOwner;
  readonly seconds?: number;
  readonly exit?: number;
  /** What the same at every host says, where that has another cause. */
  readonly everywhere?: NetworkFindingName;
}

/** What a service answers instead of itself, whichever way leads to it. */
const kinds: readonly Kind[] = [
  { does: 'sni-close', expect: 'tls-cut-off', owner: 'network-team' },
  { does: 'sni-reset', expect: 'tls-cut-off', owner: 'network-team' },
  { does: 'reset', expect: 'tls-cut-off' },
  { does: 'close', expect: 'tls-cut-off' },
  { does: 'silent', expect: 'tls-no-answer', seconds: afterTimeout },
  { does: 'ssh', expect: 'not-tls' },
  { does: 'plain-http', expect: 'not-tls', everywhere: 'captive-portal' },
  { does: 'old-tls', expect: 'tls-old-version' },
  { does: 'odd-ciphers', expect: 'tls-fails' },
  { does: 'h2-only', expect: 'tls-no-http1' },
  { does: 'h2-always', expect: 'tls-no-http1' },
  { does: 'client-certificate-12', expect: 'tls-client-certificate' },
  { does: 'client-certificate-13', expect: 'tls-client-certificate' },
  { does: 'expired', expect: 'tls-certificate-expired', everywhere: 'clock-skew' },
  { does: 'early', expect: 'tls-certificate-not-yet-valid', everywhere: 'clock-skew' },
  { does: 'other-host', expect: 'tls-other-host' },
  { does: 'untrusted', expect: 'tls-intercepted-untrusted', owner: 'this-machine' },
  { does: 'untrusted-leaf', expect: 'tls-intercepted-untrusted' },
  { does: 'untrusted-chain', expect: 'tls-intercepted-untrusted' },
  { does: 'self-signed', expect: 'tls-intercepted-untrusted' },
  { does: 'no-intermediate', expect: 'tls-missing-intermediate', owner: 'network-team' },
  { does: 'http-silent', expect: 'http-no-answer', seconds: afterTimeout },
  { does: 'http-drip', expect: 'http-no-answer', seconds: afterTimeout },
  { does: 'http-close', expect: 'http-cut-off' },
  { does: 'http-reset', expect: 'http-cut-off' },
  { does: 'not-http', expect: 'not-http' },
  { does: 'body-cut', expect: 'http-body-cut' },
  { does: 'block-200', expect: 'block-page', owner: 'network-team' },
  { does: 'block-403', expect: 'block-page', owner: 'network-team' },
  { does: 'redirect', expect: 'block-page', everywhere: 'captive-portal' },
  { does: 'sign-in-required', expect: 'captive-portal', owner: 'this-machine' },
  { does: 'foreign-json', expect: 'foreign-answer' },
  { does: 'no-challenge', expect: 'header-stripped' },
  { does: 'unavailable', expect: 'service-unavailable', owner: 'service', exit: 0 },
  { does: 'gateway-503', expect: 'foreign-answer' },
  { does: 'gateway-502', expect: 'foreign-answer' },
  { does: 'throttled', expect: 'throttled', owner: 'service', exit: 0 },
  { does: 'sni-silent', expect: 'tls-cut-off', owner: 'network-team', seconds: afterTimeout },
  { does: 'alert-name', expect: 'tls-cut-off', owner: 'network-team' },
  { does: 'alert-handshake', expect: 'tls-cut-off', owner: 'network-team' },
  { does: 'alert-denied', expect: 'tls-cut-off', owner: 'network-team' },
  { does: 'expired-intermediate', expect: 'tls-certificate-expired' },
  { does: 'early-intermediate', expect: 'tls-certificate-not-yet-valid' },
  { does: 'sha1', expect: 'tls-fails' },
  { does: 'gzip-page', expect: 'block-page' },
  { does: 'bare-html', expect: 'not-http' },
  { does: 'endless-head', expect: 'not-http' },
  { does: 'endless-page', expect: 'block-page' },
  { does: 'origin-407', expect: 'foreign-answer' },
  { does: 'sign-on', expect: 'foreign-answer' },
  { does: 'forbidden-json', expect: 'foreign-answer' },
  { does: 'empty-200', expect: 'foreign-answer' },
];

/** At every host, the challenges alone are missing where there is one, and 503 and 429 are the services'. */
const onlyOneHost = new Set<Behavior>(['no-challenge', 'unavailable', 'throttled', 'gateway-503', 'foreign-json']);

const kindSituations = kinds.flatMap(({ does, everywhere, ...rest }): readonly Situation[] => [
  { id: does, does, ...rest },
  { id: `${does}-proxy`, does, ...rest, ...viaProxy },
  ...(onlyOneHost.has(does)
    ? []
    : [
        {
          id: `${does}-all`,
          does,
          ...rest,
          expect: everywhere ?? rest.expect,
          at: 'all' as const,
          family: 46 as const,
        },
      ]),
]);

const dnsSituations: readonly Situation[] = [
  { id: 'dns-nxdomain', expect: 'dns-fails', dns: 'nxdomain' },
  { id: 'dns-nodata', expect: 'dns-fails', dns: 'nodata' },
  { id: 'dns-servfail', expect: 'dns-resolver-fails', dns: 'servfail' },
  { id: 'dns-refused', expect: 'dns-resolver-fails', dns: 'refused' },
  { id: 'dns-silent', expect: 'dns-resolver-silent', dns: 'silent', seconds: 6 },
  { id: 'dns-nxdomain-all', expect: 'dns-fails', dns: 'nxdomain', at: 'all' },
  { id: 'dns-servfail-all', expect: 'dns-resolver-fails', dns: 'servfail', at: 'all' },
  { id: 'dns-refused-all', expect: 'dns-resolver-fails', dns: 'refused', at: 'all' },
  { id: 'dns-silent-all', expect: 'dns-resolver-silent', dns: 'silent', at: 'all', seconds: 6 },
  { id: 'dns-no-aaaa-answer', expect: null, dns: 'no-aaaa-answer', at: 'all', seconds: 5 },
  { id: 'dns-nothing-listens', expect: 'dns-resolver-silent', resolvers: ['127.0.0.9'] },
  { id: 'dns-dropped', expect: 'dns-resolver-silent', resolvers: ['20.190.0.99'], seconds: 6 },
  { id: 'dns-none', expect: 'dns-resolver-silent', resolvers: [] },
  { id: 'two-resolvers', expect: null, resolvers: ['20.190.0.99', '20.190.0.53'] },
  { id: 'two-resolvers-second-dead', expect: null, resolvers: ['20.190.0.53', '20.190.0.99'] },
  { id: 'two-resolvers-refused', expect: null, resolvers: ['20.190.0.54', '20.190.0.53'] },
  { id: 'dns-filter-zero', expect: 'dns-filtered', dns: '0.0.0.0' },
  { id: 'dns-filter-loopback', expect: 'dns-filtered', dns: '127.0.0.1' },
  { id: 'dns-filter-vendor', expect: 'dns-filtered', dns: '146.112.61.106' },
  { id: 'dns-filter-all', expect: 'dns-filtered', dns: '0.0.0.0', at: 'all' },
  { id: 'dns-block-address', expect: 'tls-other-host', dns: '20.190.0.70' },
  { id: 'dns-block-address-all', expect: 'dns-filtered', dns: '20.190.0.70', at: 'all' },
  { id: 'dns-private', expect: 'private-address', dns: '10.99.0.9', seconds: afterTimeout },
  { id: 'dns-private-12', expect: 'private-address', dns: '172.20.3.4', seconds: afterTimeout },
  { id: 'dns-agent', expect: 'private-address', dns: '100.64.0.9', seconds: afterTimeout },
  { id: 'dns-benchmark', expect: 'private-address', dns: '198.18.0.9', seconds: afterTimeout },
  { id: 'hosts-file', expect: 'hosts-file-entry', hosts: `20.190.0.99 ${graph}`, seconds: afterTimeout },
  { id: 'hosts-file-loopback', expect: 'hosts-file-entry', hosts: `127.0.0.1 ${graph}` },
  { id: 'hosts-file-works', expect: 'hosts-file-entry', hosts: `20.190.0.2 ${graph}`, exit: 0 },
  { id: 'dns-formerr', expect: 'dns-resolver-fails', dns: 'formerr' },
  { id: 'dns-notimp', expect: 'dns-resolver-fails', dns: 'notimp' },
  { id: 'dns-truncated', expect: 'dns-resolver-silent', dns: 'truncated', seconds: 6 },
  { id: 'dns-slow', expect: null, dns: 'slow', at: 'all', seconds: 7 },
  { id: 'dns-filter-six', expect: 'dns-filtered', dns: '::' },
  { id: 'dns-filter-six-loopback', expect: 'dns-filtered', dns: '::1' },
  { id: 'dns-collision', expect: 'dns-filtered', dns: '127.0.53.53' },
  { id: 'dns-link-local', expect: 'private-address', dns: '169.254.10.9', seconds: afterTimeout },
  { id: 'hosts-file-zero', expect: 'hosts-file-entry', hosts: `0.0.0.0 ${graph}` },
  { id: 'hosts-file-six', expect: 'hosts-file-entry', hosts: `::1 ${graph}` },
  { id: 'hosts-file-other', expect: null, hosts: '20.190.0.99 www.example.com # graph.microsoft.com' },
];

const tcpSituations: readonly Situation[] = [
  { id: 'refused', expect: 'tcp-refused', does: 'nothing', owner: 'network-team' },
  { id: 'refused-all', expect: 'tcp-refused', does: 'nothing', at: 'all', family: 46 },
  { id: 'refused-6', expect: 'tcp-refused', does: 'nothing', family: 6 },
  { id: 'refused-proxy', expect: 'proxy-cannot-reach-host', does: 'nothing', ...viaProxy },
  { id: 'dropped', expect: 'tcp-timeout', dns: '20.190.0.99', owner: 'network-team', seconds: afterTimeout },
  { id: 'dropped-all', expect: 'tcp-timeout', dns: '20.190.0.99', at: 'all', seconds: afterTimeout },
  { id: 'dropped-6', expect: 'tcp-timeout', family: 6, six: 'dropped', seconds: afterTimeout },
  { id: 'far-unreachable', expect: 'tcp-no-route', dns: '20.190.0.90', route: 'unreachable' },
  {
    id: 'far-unreachable-all',
    expect: 'tcp-no-route',
    dns: '20.190.0.90',
    at: 'all',
    route: 'unreachable',
    seconds: afterTimeout,
  },
  { id: 'no-default-route', expect: 'tcp-no-route', dns: '20.190.0.2', at: 'all', route: 'no-default' },
  { id: 'local-policy', expect: 'tcp-local-policy', route: 'prohibited', owner: 'this-machine' },
  { id: 'agent', expect: 'local-agent-answers', dns: '20.190.0.91', acceptsAll: true, does: 'close' },
  { id: 'agent-all', expect: 'local-agent-answers', dns: '20.190.0.91', acceptsAll: true, does: 'close', at: 'all' },
  {
    id: 'agent-silent',
    expect: 'local-agent-answers',
    dns: '20.190.0.91',
    acceptsAll: true,
    does: 'silent',
    seconds: 8,
  },
  { id: 'agent-shared', expect: 'local-agent-answers', dns: '100.64.0.9', acceptsAll: true, does: 'close' },
  { id: 'mtu', expect: 'mtu-too-small', mtu: 576, seconds: 9 },
];

const ipv6Situations: readonly Situation[] = [
  { id: 'clean-46', expect: null, family: 46 },
  { id: 'clean-6', expect: null, family: 6 },
  { id: 'ipv6-dropped', expect: 'ipv6-broken', family: 46, six: 'dropped', exit: 0, owner: 'network-team' },
  { id: 'ipv6-dropped-all', expect: 'ipv6-broken', family: 46, six: 'dropped', at: 'all', exit: 0 },
  { id: 'ipv6-refused', expect: 'ipv6-broken', family: 46, six: 'refused', at: 'all', exit: 0 },
  { id: 'ipv6-unreachable', expect: 'ipv6-broken', family: 46, six: 'unreachable', at: 'all', exit: 0 },
  { id: 'ipv6-no-route', expect: null, family: 46, six: 'no-route', at: 'all' },
  { id: 'ipv6-only-no-route', expect: 'tcp-no-route', family: 6, six: 'no-route', at: 'all' },
  { id: 'ipv6-only-unreachable', expect: 'tcp-no-route', family: 6, six: 'unreachable', at: 'all' },
];

const at = (environment: Readonly<Record<string, string>>, kind?: ProxyKind) =>
  ({ environment, ...(kind === undefined ? {} : { proxy: kind }) }) as const;
const behind = (kind: ProxyKind) => at({ HTTPS_PROXY: proxy }, kind);

const proxySituations: readonly Situation[] = [
  { id: 'clean-proxy', expect: null, ...viaProxy },
  { id: 'clean-proxy-flag', expect: null, proxy: 'forward', args: ['--proxy', proxy] },
  { id: 'clean-proxy-lower', expect: null, ...at({ https_proxy: proxy }, 'forward') },
  { id: 'clean-proxy-all', expect: null, ...at({ ALL_PROXY: proxy }, 'forward') },
  { id: 'clean-proxy-ppmi', expect: null, ...at({ PPMI_PROXY: proxy }, 'forward') },
  { id: 'clean-proxy-no-scheme', expect: null, ...at({ HTTPS_PROXY: proxyAddress }, 'forward') },
  {
    id: 'clean-proxy-same-variables',
    expect: null,
    ...at({ HTTPS_PROXY: proxy, https_proxy: proxy, HTTP_PROXY: proxy }, 'forward'),
  },
  {
    id: 'clean-proxy-basic',
    expect: null,
    ...at({ HTTPS_PROXY: 'http://user:right%20secret@20.190.0.80:3128' }, 'forward-basic'),
  },
  { id: 'clean-proxy-https', expect: null, ...at({ HTTPS_PROXY: 'https://20.190.0.80:3128' }, 'tls-forward') },
  { id: 'clean-proxy-no-dns', expect: null, ...viaProxy, resolvers: ['20.190.0.99'] },
  { id: 'clean-no-proxy', expect: null, ...at({ HTTPS_PROXY: proxy, NO_PROXY: '.microsoft.com' }, 'forward') },
  { id: 'clean-http-proxy-only', expect: null, environment: { HTTP_PROXY: proxy } },
  {
    id: 'proxy-down',
    expect: 'proxy-refuses-connection',
    owner: 'this-machine',
    ...at({ HTTPS_PROXY: 'http://127.0.0.1:3128' }),
  },
  { id: 'proxy-down-far', expect: 'proxy-refuses-connection', ...at({ HTTPS_PROXY: proxy }) },
  { id: 'proxy-name', expect: 'proxy-not-found', ...at({ HTTPS_PROXY: 'http://proxy.lab.example:3128' }) },
  {
    id: 'proxy-name-dead-dns',
    expect: 'dns-resolver-silent',
    ...at({ HTTPS_PROXY: 'http://proxy.lab.example:3128' }),
    resolvers: ['20.190.0.99'],
    seconds: 6,
  },
  {
    id: 'proxy-dropped',
    expect: 'proxy-no-answer',
    ...at({ HTTPS_PROXY: 'http://20.190.0.99:3128' }),
    seconds: afterTimeout,
  },
  { id: 'proxy-ssh', expect: 'proxy-is-no-proxy', ...behind('ssh') },
  { id: 'proxy-socks', expect: 'proxy-is-no-proxy', ...behind('socks') },
  { id: 'proxy-web-server', expect: 'proxy-is-no-proxy', ...behind('web-server') },
  { id: 'proxy-close', expect: 'proxy-is-no-proxy', ...behind('close') },
  { id: 'proxy-silent', expect: 'proxy-no-answer', ...behind('silent'), seconds: afterTimeout },
  { id: 'proxy-403', expect: 'proxy-refuses-host', owner: 'proxy-team', ...behind('403') },
  { id: 'proxy-403-graph', expect: 'proxy-refuses-host', owner: 'proxy-team', ...behind('403-graph') },
  { id: 'proxy-302', expect: 'proxy-refuses-host', ...behind('302') },
  { id: 'proxy-511', expect: 'captive-portal', ...behind('511') },
  { id: 'proxy-400', expect: 'proxy-is-no-proxy', ...behind('400') },
  { id: 'proxy-405', expect: 'proxy-is-no-proxy', ...behind('405') },
  { id: 'proxy-501', expect: 'proxy-is-no-proxy', ...behind('501') },
  { id: 'proxy-429', expect: 'proxy-refuses-host', ...behind('429') },
  { id: 'proxy-digest', expect: 'proxy-auth-required', ...behind('407-digest') },
  { id: 'proxy-negotiate', expect: 'proxy-auth-required', ...behind('407-negotiate') },
  { id: 'clean-proxy-10', expect: null, ...behind('forward-10') },
  { id: 'clean-proxy-six', expect: null, ...at({ HTTPS_PROXY: 'http://[2603:1030::80]:3128' }, 'forward') },
  { id: 'clean-proxy-empty', expect: null, ...at({ HTTPS_PROXY: '', NO_PROXY: ' , ;' }) },
  {
    id: 'clean-no-proxy-port',
    expect: null,
    ...at({ HTTPS_PROXY: proxy, NO_PROXY: 'graph.microsoft.com:443' }, 'forward'),
  },
  { id: 'clean-no-proxy-cidr', expect: null, ...at({ HTTPS_PROXY: proxy, NO_PROXY: '20.190.0.0/16' }, 'forward') },
  { id: 'clean-no-proxy-all', expect: null, ...at({ HTTPS_PROXY: proxy, NO_PROXY: '*' }, 'forward') },
  { id: 'proxy-down-six', expect: 'proxy-refuses-connection', ...at({ HTTPS_PROXY: 'http://[::1]:3128' }) },
  { id: 'proxy-opens-and-closes', expect: 'tls-cut-off', ...behind('opens-and-closes') },
  { id: 'proxy-opens-and-waits', expect: 'tls-no-answer', ...behind('opens-and-waits'), seconds: afterTimeout },
  { id: 'proxy-451', expect: 'proxy-refuses-host', ...behind('451') },
  { id: 'proxy-500', expect: 'proxy-cannot-reach-host', ...behind('500') },
  { id: 'proxy-502', expect: 'proxy-cannot-reach-host', owner: 'proxy-team', ...behind('502') },
  { id: 'proxy-503', expect: 'proxy-cannot-reach-host', ...behind('503') },
  { id: 'proxy-504', expect: 'proxy-cannot-reach-host', ...behind('504') },
  { id: 'proxy-ntlm', expect: 'proxy-auth-required', owner: 'this-machine', ...behind('407-ntlm') },
  { id: 'proxy-mixed', expect: 'proxy-auth-required', ...behind('407-mixed') },
  { id: 'proxy-basic', expect: 'proxy-auth-required', ...behind('407-basic') },
  { id: 'proxy-407-none', expect: 'proxy-auth-required', ...behind('407-none') },
  {
    id: 'proxy-password',
    expect: 'proxy-password-refused',
    ...at({ HTTPS_PROXY: 'http://user:wrong-secret@20.190.0.80:3128' }, '407-basic'),
  },
  {
    id: 'proxy-password-ntlm',
    expect: 'proxy-auth-required',
    ...at({ HTTPS_PROXY: 'http://user:wrong-secret@20.190.0.80:3128' }, '407-ntlm'),
  },
  {
    id: 'proxy-certificate',
    expect: 'proxy-certificate',
    ...at({ HTTPS_PROXY: 'https://20.190.0.80:3128' }, 'tls-untrusted'),
  },
  { id: 'proxy-tls', expect: 'proxy-scheme-mismatch', owner: 'this-machine', ...behind('tls') },
  { id: 'proxy-http', expect: 'proxy-scheme-mismatch', ...at({ HTTPS_PROXY: 'https://20.190.0.80:3128' }, 'forward') },
  {
    id: 'proxy-no-port',
    expect: 'proxy-port-missing',
    also: ['proxy-refuses-connection'],
    ...at({ HTTPS_PROXY: 'http://20.190.0.80' }, 'forward'),
  },
  {
    id: 'proxy-bypassed-dropped',
    expect: 'proxy-bypassed',
    dns: '20.190.0.99',
    seconds: afterTimeout,
    ...at({ HTTPS_PROXY: proxy, NO_PROXY: '.microsoft.com' }, 'forward'),
  },
  {
    id: 'proxy-bypassed-refused',
    expect: 'proxy-bypassed',
    does: 'nothing',
    ...at({ HTTPS_PROXY: proxy, NO_PROXY: 'graph.microsoft.com' }, 'forward'),
  },
  {
    id: 'proxy-bypassed-dns',
    expect: 'proxy-bypassed',
    dns: 'nxdomain',
    ...at({ HTTPS_PROXY: proxy, NO_PROXY: '*' }, 'forward'),
  },
  {
    id: 'proxy-bypassed-no-route',
    expect: 'proxy-bypassed',
    dns: '20.190.0.90',
    route: 'unreachable',
    ...at({ HTTPS_PROXY: proxy, no_proxy: '*.microsoft.com' }, 'forward'),
  },
  {
    id: 'proxy-conflict',
    expect: 'proxy-variables-conflict',
    exit: 0,
    ...at({ HTTPS_PROXY: proxy, ALL_PROXY: 'http://20.190.0.81:8080' }, 'forward'),
  },
  {
    id: 'proxy-conflict-case',
    expect: 'proxy-variables-conflict',
    exit: 0,
    ...at({ https_proxy: proxy, HTTPS_PROXY: 'http://20.190.0.81:8080' }, 'forward'),
  },
  {
    id: 'proxy-http-only',
    expect: 'proxy-not-used',
    also: ['tcp-timeout'],
    dns: '20.190.0.99',
    seconds: afterTimeout,
    environment: { HTTP_PROXY: proxy },
  },
  {
    id: 'proxy-http-only-all',
    expect: 'proxy-not-used',
    also: ['dns-fails'],
    dns: 'nxdomain',
    at: 'all',
    environment: { http_proxy: proxy },
  },
];

const tenancySituations: readonly Situation[] = [
  { id: 'clean-organization', expect: null, args: organization },
  { id: 'clean-tenant', expect: null, args: [...organization, '--tenant', '99999999-2222-3333-4444-555555555555'] },
  { id: 'tenant-unknown', expect: 'tenant-unknown', owner: 'tenant-admin', tenancy: 'unknown', args: tenant },
  { id: 'tenant-elsewhere', expect: 'tenant-elsewhere', tenancy: 'other-tenant', args: [...organization, ...tenant] },
  { id: 'cloud-elsewhere', expect: 'wrong-cloud-host', tenancy: 'other-cloud', args: organization },
  { id: 'cloud-contradicts', expect: 'wrong-cloud-host', args: [...organization, '--cloud', 'gcchigh'] },
  { id: 'cloud-agrees', expect: null, args: [...organization, '--cloud', 'public'] },
  { id: 'organization-nxdomain', expect: 'dns-fails', dns: 'nxdomain', at: [organizationHost], args: organization },
  {
    id: 'organization-dropped',
    expect: 'tcp-timeout',
    dns: '20.190.0.99',
    at: [organizationHost],
    args: organization,
    seconds: afterTimeout,
  },
  { id: 'organization-block', expect: 'block-page', does: 'block-403', at: [organizationHost], args: organization },
  {
    id: 'organization-untrusted',
    expect: 'tls-intercepted-untrusted',
    does: 'untrusted',
    at: [organizationHost],
    args: organization,
  },
];

const machineSituations: readonly Situation[] = [
  { id: 'clean', expect: null },
  { id: 'clean-slow', expect: null, args: ['--timeout', '20'] },
  { id: 'clean-extra-ca', expect: null, trust: 'extra-ca' },
  { id: 'clean-skew-40', expect: null, ahead: 40, at: 'all' },
  { id: 'skew-65', expect: 'clock-skew', ahead: 65, at: 'all', exit: 0, owner: 'this-machine' },
  { id: 'skew-minus-120', expect: 'clock-skew', ahead: -120, at: 'all', exit: 0 },
  { id: 'skew-400', expect: 'clock-skew', ahead: 400, at: 'all' },
  { id: 'skew-one-host', expect: null, ahead: 4000 },
  {
    id: 'verification-off',
    expect: 'tls-verification-off',
    environment: { NODE_TLS_REJECT_UNAUTHORIZED: '0' },
    owner: 'this-machine',
  },
  { id: 'root-in-system-store', expect: 'tls-root-in-system-store', trust: 'system-store', owner: 'this-machine' },
  { id: 'root-unknown', expect: 'tls-intercepted-untrusted', trust: 'none' },
  { id: 'login-nxdomain', expect: 'dns-fails', dns: 'nxdomain', at: ['login.microsoftonline.com'] },
  {
    id: 'arm-dropped',
    expect: 'tcp-timeout',
    dns: '20.190.0.99',
    at: ['management.azure.com'],
    exit: 0,
    seconds: afterTimeout,
  },
  { id: 'arm-refused', expect: 'tcp-refused', does: 'nothing', at: ['management.azure.com'], exit: 0 },
  {
    id: 'crl-dropped',
    expect: 'tcp-timeout',
    dns: '20.190.0.99',
    at: ['crl3.digicert.com'],
    exit: 0,
    seconds: afterTimeout,
  },
  { id: 'two-faults', expect: 'tls-intercepted-untrusted', does: 'untrusted', at: [graph, 'api.bap.microsoft.com'] },
  { id: 'early-hints', expect: null, does: 'early-hints', at: 'all' },
  { id: 'no-date', expect: null, does: 'no-date', at: 'all' },
  { id: 'keys-blocked', expect: 'block-page', does: 'keys-blocked', at: ['login.microsoftonline.com'] },
  { id: 'skew-minus-3-days', expect: 'clock-skew', ahead: -3 * 24 * 3600, at: 'all' },
  { id: 'skew-59', expect: null, ahead: 59, at: 'all' },
  { id: 'skew-minus-59', expect: null, ahead: -59, at: 'all' },
  { id: 'skew-62', expect: 'clock-skew', ahead: 62, at: 'all', exit: 0 },
  {
    id: 'vault-forbidden',
    expect: null,
    does: 'vault-forbidden',
    at: ['contoso.vault.azure.net'],
    args: ['--resource', 'https://contoso.vault.azure.net'],
  },
  { id: 'vault', expect: null, args: ['--resource', 'https://contoso.vault.azure.net'] },
  {
    id: 'vault-nxdomain',
    expect: 'dns-fails',
    dns: 'nxdomain',
    at: ['contoso.vault.azure.net'],
    args: ['--resource', 'https://contoso.vault.azure.net'],
  },
  { id: 'sql', expect: 'tcp-refused', args: ['--resource', 'https://contoso.database.windows.net'] },
  { id: 'endpoint-refused', expect: 'tcp-refused', args: ['--endpoint', '20.190.0.4:8443'] },
  {
    id: 'many-slow',
    expect: null,
    does: 'http-slow',
    at: manyHosts,
    args: manyHosts.flatMap((host) => ['--endpoint', host]),
  },
  { id: 'endpoint-tcp', expect: null, args: ['--endpoint', '20.190.0.8:80', '--endpoint', 'management.azure.com'] },
];

const login = 'login.microsoftonline.com';
/** What a command meets that needs the host: one connect timeout, and the evidence after it. */
const met: readonly (Omit<Situation, 'at'> & { readonly id: string })[] = [
  { id: 'nxdomain', expect: 'dns-fails', dns: 'nxdomain' },
  { id: 'servfail', expect: 'dns-resolver-fails', dns: 'servfail', seconds: 9 },
  { id: 'dns-silent', expect: 'dns-resolver-silent', dns: 'silent', seconds: 7 },
  { id: 'filter', expect: 'dns-filtered', dns: '0.0.0.0' },
  { id: 'private', expect: 'private-address', dns: '10.99.0.9', seconds: 14 },
  { id: 'hosts', expect: 'hosts-file-entry', hosts: `127.0.0.1 ${login} ${organizationHost}` },
  { id: 'refused', expect: 'tcp-refused', does: 'nothing' },
  { id: 'dropped', expect: 'tcp-timeout', dns: '20.190.0.99', seconds: 14 },
  { id: 'sni-reset', expect: 'tls-cut-off', does: 'sni-reset' },
  { id: 'tls-silent', expect: 'tls-no-answer', does: 'silent', seconds: 14 },
  { id: 'old-tls', expect: 'tls-old-version', does: 'old-tls' },
  { id: 'untrusted', expect: 'tls-intercepted-untrusted', does: 'untrusted' },
  { id: 'expired', expect: 'tls-certificate-expired', does: 'expired' },
  { id: 'other-host', expect: 'tls-other-host', does: 'other-host' },
  { id: 'plain-http', expect: 'not-tls', does: 'plain-http' },
  { id: 'client-certificate', expect: 'tls-client-certificate', does: 'client-certificate-13' },
  { id: 'http-close', expect: 'http-cut-off', does: 'http-close', seconds: 6 },
  { id: 'http-silent', expect: 'http-no-answer', does: 'http-silent', seconds: 36 },
  { id: 'body-cut', expect: 'http-body-cut', does: 'body-cut', seconds: 6 },
  { id: 'block', expect: 'block-page', does: 'block-403' },
  { id: 'portal', expect: 'captive-portal', does: 'sign-in-required' },
  { id: 'foreign', expect: 'foreign-answer', does: 'foreign-json' },
  { id: 'unavailable', expect: 'service-unavailable', does: 'unavailable', seconds: 60 },
  { id: 'proxy-down', expect: 'proxy-refuses-connection', environment: { HTTPS_PROXY: 'http://127.0.0.1:3128' } },
  { id: 'proxy-name', expect: 'proxy-not-found', environment: { HTTPS_PROXY: 'http://proxy.lab.example:3128' } },
  { id: 'proxy-403', expect: 'proxy-refuses-host', ...behind('403') },
  { id: 'proxy-502', expect: 'proxy-cannot-reach-host', ...behind('502') },
  { id: 'proxy-ntlm', expect: 'proxy-auth-required', ...behind('407-ntlm') },
  {
    id: 'proxy-password',
    expect: 'proxy-password-refused',
    ...at({ HTTPS_PROXY: 'http://user:wrong-secret@20.190.0.80:3128' }, '407-basic'),
  },
  { id: 'proxy-tls', expect: 'proxy-scheme-mismatch', ...behind('tls') },
  {
    id: 'bypassed',
    expect: 'proxy-bypassed',
    does: 'nothing',
    ...at({ HTTPS_PROXY: proxy, NO_PROXY: '.microsoftonline.com,.dynamics.com' }, 'forward'),
  },
];

/** Commands whose way to the network is the same, with what is most common. */
const oftenMet = new Set(['nxdomain', 'dropped', 'untrusted', 'sni-reset', 'block', 'proxy-ntlm']);
const thorough = new Set<keyof typeof commands>(['doctor', 'doctor-device', 'doctor-browser', 'repair', 'exchange']);

const commandSituations = met.flatMap((situation): readonly Situation[] =>
  (Object.keys(commands) as (keyof typeof commands)[])
    .filter((command) => command !== 'connectivity' && (thorough.has(command) || oftenMet.has(situation.id)))
    .flatMap((command): readonly Situation[] => [
      {
        ...situation,
        id: `${command}-${situation.id}`,
        command,
        // Azure CLI signs in by itself.
        at: [command === 'doctor-azure-cli' ? organizationHost : login],
        exit: 2,
      },
      ...(command === 'doctor'
        ? [{ ...situation, id: `doctor-at-organization-${situation.id}`, command, at: [organizationHost], exit: 2 }]
        : []),
    ]),
);

export const situations: readonly Situation[] = [
  ...commandSituations,
  ...machineSituations,
  ...dnsSituations,
  ...tcpSituations,
  ...ipv6Situations,
  ...kindSituations,
  ...proxySituations,
  ...tenancySituations,
  ...combinations,
];
