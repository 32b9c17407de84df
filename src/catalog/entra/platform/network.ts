/** TLS and network errors, with the fix for the runtime that printed them. */
import type { PlatformValues, Runtime } from '../../../domain/entra-errors/platform/platform-error.ts';
import { setVariable } from '../../errors/error.ts';
import { filled, type PlatformEntry } from './entry.ts';

const probe = ({ host }: PlatformValues): readonly string[] => [
  'See what ppmi finds on the way to the host:',
  `  ppmi connectivity --endpoint ${filled(host, 'host')}`,
];

/** Where each runtime takes an additional certificate authority from. */
const addCertificate: Readonly<Record<Runtime, readonly string[]>> = {
  node: [
    'Node.js has its own list of CAs. Add the CA of the proxy (PEM) before the program starts:',
    ...setVariable('NODE_EXTRA_CA_CERTS', '<company-ca.pem>'),
    'From Node.js 22.15 on, NODE_OPTIONS=--use-system-ca uses the store of the operating system instead.',
  ],
  python: [
    'Python (requests, and Azure CLI) has its own list of CAs. Append the CA of the proxy to a bundle and name it:',
    ...setVariable('REQUESTS_CA_BUNDLE', '<bundle.pem>'),
  ],
  dotnet: [
    '.NET uses the store of the operating system. Import the CA of the proxy into Trusted Root Certification Authorities (Windows), or into the system bundle (Linux):',
    '  certutil -addstore Root <company-ca.cer>',
    '  sudo update-ca-certificates',
  ],
  java: [
    'Java has its own CA store. Import the CA of the proxy:',
    '  keytool -importcert -cacerts -alias company-ca -file <company-ca.cer>',
  ],
  go: ['Go uses the store of the operating system. On Linux, the variable SSL_CERT_FILE names another bundle.'],
  curl: ['Name the bundle with the CA of the proxy:', '  curl --cacert <bundle.pem> <url>'],
};

function trust({ runtime }: PlatformValues): readonly string[] {
  return [
    ...(runtime === null
      ? ['Add the CA of the proxy (PEM) to the CA store of the program. For ppmi: --ca-file.']
      : addCertificate[runtime]),
    'Do not turn off certificate verification: any device on the path could then read your tokens.',
  ];
}

const allow = ({ host }: PlatformValues): string =>
  `Ask your network team to allow HTTPS (TCP 443) to ${host ?? 'the host'} by name, without inspection.`;

export const network = {
  'tls-intercepted-untrusted': {
    title: 'A proxy intercepts TLS, and its CA is not trusted here',
    cause:
      'The certificate chain ends in a certificate authority (CA) that this program does not know. Usually a company proxy decrypts TLS and signs with its own CA. Browsers trust it through the store of the operating system; the program has its own list.',
    fix: (values) => [...probe(values), ...trust(values)],
    see: ['tls-intercepted-untrusted'],
    confidence: 'seen',
  },
  'tls-missing-intermediate': {
    title: 'The certificate chain is incomplete',
    cause:
      'The server or an intercepting proxy sends its own certificate without the intermediate one. Trusting the root alone does not help.',
    fix: (values) => [
      ...probe(values),
      'Put intermediate and root certificate into the bundle, or have the device send its whole chain.',
      ...trust(values),
    ],
    see: ['tls-missing-intermediate'],
    confidence: 'seen',
  },
  'tls-protocol': {
    title: 'Client and server have no TLS version in common',
    cause:
      'An old inspection device or client speaks only TLS 1.1 or older. Microsoft services require TLS 1.2. On .NET Framework the program may have fixed an old version.',
    fix: (values) => [...probe(values), 'On .NET Framework, target 4.7 or later and do not set SecurityProtocol.'],
    see: ['tls-intercepted-untrusted'],
    confidence: 'seen',
  },
  'block-page': {
    title: 'Something other than the service answers',
    cause:
      'The certificate is for another name, or plain HTTP answers where TLS is expected: a block page, a captive portal, a proxy that was given as https, or DNS that points elsewhere.',
    fix: (values) => [...probe(values), allow(values)],
    see: ['block-page'],
    confidence: 'seen',
  },
  'clock-skew': {
    title: 'The certificate is expired or not yet valid',
    cause:
      'For a host of Microsoft the usual reason is a wrong clock on this machine; the certificate of an intercepting device can also have expired.',
    fix: (values) => ['Check the date and time of this machine first.', ...probe(values)],
    see: ['clock-skew', 'tls-intercepted-untrusted'],
    confidence: 'seen',
  },
  'proxy-auth-required': {
    title: 'The proxy requires authentication (407)',
    cause:
      'The proxy got no credentials, or wrong ones. Many programs support only Basic; a local relay can answer NTLM and Negotiate.',
    fix: (values) => [
      'For Basic, put user name and password into the proxy address, percent-encoded:',
      ...setVariable('HTTPS_PROXY', 'http://<user>:<password>@<proxy>:<port>'),
      'For NTLM or Negotiate, run a local relay such as Px or cntlm, and set HTTPS_PROXY to its address.',
      ...probe(values),
    ],
    see: ['proxy-auth-required'],
    confidence: 'seen',
  },
  'proxy-refuses-host': {
    title: 'The proxy refuses the host',
    cause: 'A category or policy of the proxy blocks the host (403), or the proxy cannot reach it (502 to 504).',
    fix: (values) => [allow(values), ...probe(values)],
    see: ['proxy-refuses-host'],
    confidence: 'seen',
  },
  'dns-fails': {
    title: 'The host name cannot be resolved',
    cause:
      'The name is mistyped or belongs to a deleted environment or another cloud, DNS filters it, or only the proxy resolves names in this network.',
    fix: (values) => [
      ...probe(values),
      'Where only the proxy resolves names, set it:',
      ...setVariable('HTTPS_PROXY', 'http://<proxy>:<port>'),
    ],
    see: ['dns-fails'],
    confidence: 'seen',
  },
  'tcp-refused': {
    title: 'The connection is refused',
    cause:
      'A firewall rejects it, a local proxy or relay is not running, or security software forbids it to this process.',
    fix: (values) => [...probe(values), allow(values)],
    see: ['tcp-refused'],
    confidence: 'seen',
  },
  'tcp-timeout': {
    title: 'The connection timed out',
    cause: 'A firewall drops the packets, or the network requires a proxy that the program does not use.',
    fix: (values) => [
      ...probe(values),
      'Where there is a proxy, set it:',
      ...setVariable('HTTPS_PROXY', 'http://<proxy>:<port>'),
      allow(values),
    ],
    see: ['tcp-timeout'],
    confidence: 'seen',
  },
  'connection-reset': {
    title: 'The connection was reset',
    cause:
      'A device on the path closed the connection: filtering by host name during the TLS handshake, an idle time-out, or a proxy that does not allow the host. A single occurrence can be an ordinary network failure.',
    fix: (values) => ['Try again once.', ...probe(values), allow(values)],
    see: ['proxy-refuses-host'],
    confidence: 'seen',
  },
  'revocation-unreachable': {
    title: 'The revocation of the certificate cannot be checked',
    cause:
      'Windows asks the addresses in the certificate (OCSP and CRL, plain HTTP on port 80) whether it was revoked. A firewall blocks them, or the CA of an intercepting proxy publishes none.',
    fix: (values) => [
      ...probe(values),
      'Ask your network team to allow HTTP (TCP 80) to the OCSP and CRL addresses of the certificate, or to exempt the host from inspection.',
    ],
    see: ['environment-revocation-blocked'],
    confidence: 'documented',
  },
} as const satisfies Readonly<Record<string, PlatformEntry>>;
