/** What the laboratory produces, and the finding that must come first. Graph is the host that fails unless said otherwise. */

export interface Situation {
  readonly id: string;
  /** Null: no finding at all. */
  readonly expect: string | null;
  /** What may stand beside it. */
  readonly also?: string;
  /** What the resolver does with graph.microsoft.com. */
  readonly dns?: 'servfail' | 'refused' | 'silent' | 'nxdomain' | string;
  /** What listens at the address of Graph. */
  readonly graph?:
    | 'nothing'
    | 'sni-filter'
    | 'tls-silent'
    | 'old-tls'
    | 'h2-only'
    | 'client-certificate'
    | 'expired'
    | 'other-host'
    | 'untrusted'
    | 'plain-http'
    | 'http-silent'
    | 'http-cut'
    | 'body-cut'
    | 'block-page'
    | 'foreign-json'
    | 'no-challenge'
    | 'unavailable';
  /** What listens at the address of Graph listens at all of them. */
  readonly everywhere?: boolean;
  /** Every certificate is valid from tomorrow. */
  readonly early?: boolean;
  readonly hosts?: string;
  /** What listens at 20.190.0.80:3128. */
  readonly proxy?:
    | 'forward'
    | 'ssh'
    | 'silent'
    | '403'
    | '502'
    | '407-ntlm'
    | '407-mixed'
    | '407-basic'
    | 'tls'
    | 'tls-untrusted';
  /** The address of Graph in IPv6, which leads nowhere. */
  readonly ipv6?: string;
  /** Bytes that the path carries in one packet; what is larger is dropped without a word. */
  readonly mtu?: number;
  /** Resolvers in /etc/resolv.conf, instead of the one of the laboratory. */
  readonly resolvers?: readonly string[];
  /** What Entra and the organization say of tenant and cloud. */
  readonly tenancy?: 'unknown' | 'other-tenant' | 'other-cloud';
  readonly args?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

const proxy = 'http://20.190.0.80:3128';
const organization = ['--environment', 'https://contoso.crm4.dynamics.com'];
const tenant = ['--tenant', '11111111-2222-3333-4444-555555555555'];

export const situations: readonly Situation[] = [
  { id: 'clean', expect: null },
  { id: 'clean-proxy', expect: null, proxy: 'forward', environment: { HTTPS_PROXY: proxy } },
  { id: 'dns-nxdomain', expect: 'dns-fails', dns: 'nxdomain' },
  { id: 'dns-servfail', expect: 'dns-resolver-fails', dns: 'servfail' },
  { id: 'dns-refused', expect: 'dns-resolver-fails', dns: 'refused' },
  { id: 'dns-silent', expect: 'dns-resolver-silent', dns: 'silent' },
  { id: 'dns-filter', expect: 'dns-filtered', dns: '0.0.0.0' },
  { id: 'dns-private', expect: 'private-address', dns: '10.99.0.9' },
  { id: 'dns-agent', expect: 'private-address', dns: '100.64.0.9' },
  { id: 'two-resolvers', expect: null, resolvers: ['20.190.0.99', '20.190.0.53'] },
  { id: 'ipv6-dead', expect: 'ipv6-broken', ipv6: '2603:1030::99' },
  { id: 'mtu', expect: 'mtu-too-small', mtu: 576 },
  { id: 'captive-portal', expect: 'captive-portal', graph: 'plain-http', everywhere: true },
  { id: 'clean-organization', expect: null, args: organization },
  { id: 'tenant-unknown', expect: 'tenant-unknown', tenancy: 'unknown', args: tenant },
  { id: 'tenant-elsewhere', expect: 'tenant-elsewhere', tenancy: 'other-tenant', args: [...organization, ...tenant] },
  { id: 'cloud-elsewhere', expect: 'wrong-cloud-host', tenancy: 'other-cloud', args: organization },
  { id: 'cloud-contradicts', expect: 'wrong-cloud-host', args: [...organization, '--cloud', 'gcchigh'] },
  { id: 'hosts-file', expect: 'hosts-file-entry', hosts: '20.190.0.99 graph.microsoft.com' },
  { id: 'refused', expect: 'tcp-refused', graph: 'nothing' },
  { id: 'dropped', expect: 'tcp-timeout', dns: '20.190.0.99' },
  { id: 'sni-filter', expect: 'tls-cut-off', graph: 'sni-filter' },
  { id: 'tls-silent', expect: 'tls-no-answer', graph: 'tls-silent' },
  { id: 'old-tls', expect: 'tls-old-version', graph: 'old-tls' },
  { id: 'h2-only', expect: 'tls-no-http1', graph: 'h2-only' },
  { id: 'client-certificate', expect: 'tls-client-certificate', graph: 'client-certificate' },
  { id: 'expired', expect: 'tls-certificate-expired', graph: 'expired' },
  { id: 'all-early', expect: 'clock-skew', early: true },
  { id: 'other-host', expect: 'tls-other-host', graph: 'other-host' },
  { id: 'untrusted', expect: 'tls-intercepted-untrusted', graph: 'untrusted' },
  { id: 'plain-http', expect: 'not-tls', graph: 'plain-http' },
  { id: 'http-silent', expect: 'http-no-answer', graph: 'http-silent' },
  { id: 'http-cut', expect: 'http-cut-off', graph: 'http-cut' },
  { id: 'body-cut', expect: 'http-body-cut', graph: 'body-cut' },
  { id: 'block-page', expect: 'block-page', graph: 'block-page' },
  { id: 'foreign-json', expect: 'foreign-answer', graph: 'foreign-json' },
  { id: 'no-challenge', expect: 'header-stripped', graph: 'no-challenge' },
  { id: 'unavailable', expect: 'service-unavailable', graph: 'unavailable' },
  { id: 'proxy-down', expect: 'proxy-refuses-connection', environment: { HTTPS_PROXY: 'http://127.0.0.1:3128' } },
  { id: 'proxy-name', expect: 'proxy-not-found', environment: { HTTPS_PROXY: 'http://proxy.lab.example:3128' } },
  { id: 'proxy-dropped', expect: 'proxy-no-answer', environment: { HTTPS_PROXY: 'http://20.190.0.99:3128' } },
  { id: 'proxy-ssh', expect: 'proxy-is-no-proxy', proxy: 'ssh', environment: { HTTPS_PROXY: proxy } },
  { id: 'proxy-silent', expect: 'proxy-no-answer', proxy: 'silent', environment: { HTTPS_PROXY: proxy } },
  { id: 'proxy-403', expect: 'proxy-refuses-host', proxy: '403', environment: { HTTPS_PROXY: proxy } },
  { id: 'proxy-502', expect: 'proxy-cannot-reach-host', proxy: '502', environment: { HTTPS_PROXY: proxy } },
  { id: 'proxy-ntlm', expect: 'proxy-auth-required', proxy: '407-ntlm', environment: { HTTPS_PROXY: proxy } },
  { id: 'proxy-mixed', expect: 'proxy-auth-required', proxy: '407-mixed', environment: { HTTPS_PROXY: proxy } },
  {
    id: 'proxy-certificate',
    expect: 'proxy-certificate',
    proxy: 'tls-untrusted',
    environment: { HTTPS_PROXY: 'https://20.190.0.80:3128' },
  },
  {
    id: 'proxy-password',
    expect: 'proxy-password-refused',
    proxy: '407-basic',
    environment: { HTTPS_PROXY: 'http://user:wrong-secret@20.190.0.80:3128' },
  },
  { id: 'proxy-tls', expect: 'proxy-scheme-mismatch', proxy: 'tls', environment: { HTTPS_PROXY: proxy } },
  {
    id: 'proxy-http',
    expect: 'proxy-scheme-mismatch',
    proxy: 'forward',
    environment: { HTTPS_PROXY: 'https://20.190.0.80:3128' },
  },
  {
    id: 'no-proxy',
    expect: 'proxy-bypassed',
    proxy: 'forward',
    dns: '20.190.0.99',
    environment: { HTTPS_PROXY: proxy, NO_PROXY: '.microsoft.com' },
  },
  {
    id: 'proxy-conflict',
    expect: 'proxy-variables-conflict',
    proxy: 'forward',
    environment: { HTTPS_PROXY: proxy, ALL_PROXY: 'http://20.190.0.81:8080' },
  },
  {
    id: 'http-proxy-only',
    expect: 'proxy-not-used',
    also: 'tcp-timeout',
    dns: '20.190.0.99',
    environment: { HTTP_PROXY: proxy },
  },
  { id: 'verification-off', expect: 'tls-verification-off', environment: { NODE_TLS_REJECT_UNAUTHORIZED: '0' } },
];
