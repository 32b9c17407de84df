/**
 * TLS and network errors in the words of Node, Python, .NET, Java, Go and curl. Meanings: connectivity.md §7 and §12; Node's
 * codes come from experiments described there, the messages of other runtimes from their libraries.
 */
import type { PlatformErrorName, PlatformRule, PlatformValues, Runtime } from './platform-error.ts';

function rule(
  name: PlatformErrorName,
  runtime: Runtime | null,
  code: PlatformRule['code'] & string,
  pattern: RegExp,
): PlatformRule {
  return { name, code, pattern, line: true, values: hostValues, ...(runtime === null ? {} : { runtime }) };
}

function refusedTunnel(status: number): RegExp {
  const lead =
    'Tunnel connection failed|CONNECT tunnel failed, response|tunnel through proxy\\. Proxy returns "HTTP/1\\.[01]|proxyconnect tcp|ERR_PROXY_TUNNEL|tunneling socket could not be established, (?:statusCode|cause)=|Received HTTP code|proxy tunnel request to proxy [^\\n]{1,200} failed with status code';
  return new RegExp(`(?:${lead})[: "']{0,3}${status}\\b(?! from (?!proxy))`, 'gi');
}

/** Specific rules first: the first matching rule of a name gives the code. */
export const networkRules: readonly PlatformRule[] = [
  rule(
    'proxy-auth-required',
    null,
    '407',
    /\b407\b[ ,:]{1,3}(?:\()?Proxy Authentication|Proxy Authentication Required|(?:response|returns?|failed:?|status ?(?:code)?|HTTP code|HTTP\/1\.[01])[ :="']{1,4}(?:HTTP\/1\.[01] )?407\b|\(407\)|ERR_PROXY_AUTH\w*/gi,
  ),
  ...[403, 451, 502, 503, 504].map((status) =>
    rule('proxy-refuses-host', null, `proxy ${status}`, refusedTunnel(status)),
  ),
  rule('proxy-refuses-host', 'node', 'match', /\b(ERR_PROXY_TUNNEL)\b/g),
  // Go gives the reason phrase of the proxy's answer to CONNECT alone, without its number.
  rule(
    'proxy-refuses-host',
    'go',
    'proxy CONNECT',
    /\b(?:Get|Head|Post|Put|Patch|Delete) "https:\/\/[^"\s]{1,500}": (?:Forbidden|Bad Gateway|Service Unavailable|Gateway Timeout|Unavailable For Legal Reasons)(?=\s|$|")/g,
  ),
  rule('block-page', 'node', 'match', /\b(ERR_TLS_CERT_ALTNAME_INVALID)\b/g),
  rule('block-page', 'node', 'match', /\b(?:ERR_SSL_)?(WRONG_VERSION_NUMBER)\b/gi),
  rule('block-page', 'python', 'CERTIFICATE_VERIFY_FAILED', /CERTIFICATE_VERIFY_FAILED[^\n]{0,80}Hostname mismatch/g),
  rule('block-page', 'dotnet', 'match', /\b(RemoteCertificateNameMismatch)\b/g),
  rule(
    'block-page',
    'java',
    'No subject alternative',
    /No subject alternative (?:DNS )?names?\b[^\n]{0,60}(?:matching|found|present)/g,
  ),
  rule('block-page', 'go', 'x509', /x509: certificate is (?:valid for|not valid for any names)/g),
  rule('block-page', 'curl', 'curl 60', /no alternative certificate subject name matches target host/g),
  rule(
    'block-page',
    null,
    'WRONG_VERSION_NUMBER',
    /wrong version number|tls: first record does not look like a TLS handshake|Unsupported or unrecognized SSL message/g,
  ),
  rule('clock-skew', 'node', 'match', /\b(CERT_HAS_EXPIRED|CERT_NOT_YET_VALID)\b/g),
  rule(
    'clock-skew',
    'python',
    'CERTIFICATE_VERIFY_FAILED',
    /CERTIFICATE_VERIFY_FAILED[^\n]{0,80}(?:has expired|not yet valid)/g,
  ),
  rule('clock-skew', 'go', 'x509', /x509: certificate has expired or is not yet valid/g),
  rule('clock-skew', 'java', 'match', /\b(CertificateExpiredException|CertificateNotYetValidException)\b/g),
  rule('clock-skew', 'dotnet', 'match', /errors in the certificate chain: (NotTimeValid)/g),
  rule('clock-skew', 'curl', 'curl 60', /SSL certificate problem: certificate (?:has expired|is not yet valid)/g),
  rule('tls-missing-intermediate', 'node', 'match', /\b(UNABLE_TO_VERIFY_LEAF_SIGNATURE)\b/g),
  rule('tls-missing-intermediate', 'dotnet', 'match', /(?<!\bNU30\d\d\b[^\n]{0,200})\b(PartialChain)\b/g),
  rule('tls-missing-intermediate', null, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', /unable to verify the first certificate/g),
  rule(
    'tls-intercepted-untrusted',
    'node',
    'match',
    /\b(UNABLE_TO_GET_ISSUER_CERT(?:_LOCALLY)?|SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT)\b/g,
  ),
  rule(
    'tls-intercepted-untrusted',
    'python',
    'match',
    /\b(CERTIFICATE_VERIFY_FAILED)\b(?![^\n]{0,80}(?:Hostname mismatch|has expired|not yet valid))/g,
  ),
  rule('tls-intercepted-untrusted', 'dotnet', 'match', /(?<!\bNU30\d\d\b[^\n]{0,200})\b(UntrustedRoot)\b/g),
  rule(
    'tls-intercepted-untrusted',
    'dotnet',
    'RemoteCertificateChainErrors',
    /RemoteCertificateChainErrors|remote certificate is invalid according to the validation procedure|Could not establish trust relationship for the SSL\/TLS secure channel|SSL\/TLS-Kanal konnte keine Vertrauensstellung hergestellt werden|Das Remotezertifikat ist laut|relation de confiance pour le canal s.curis. SSL\/TLS|Le certificat distant n.est pas valide/g,
  ),
  rule(
    'tls-intercepted-untrusted',
    'java',
    'PKIX',
    /PKIX path (?:building|validation) failed|unable to find valid certification path to requested target/g,
  ),
  rule(
    'tls-intercepted-untrusted',
    'go',
    'x509',
    /x509: certificate signed by unknown authority|x509: .{1,80} certificate is not trusted/g,
  ),
  rule(
    'tls-intercepted-untrusted',
    'curl',
    'curl 60',
    /curl: \(60\)|SEC_E_UNTRUSTED_ROOT|SSL certificate problem: (?:unable to get|self[- ]signed)/g,
  ),
  rule(
    'tls-intercepted-untrusted',
    null,
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    /unable to get (?:local )?issuer certificate/g,
  ),
  rule(
    'tls-intercepted-untrusted',
    null,
    'SELF_SIGNED_CERT_IN_CHAIN',
    /self[- ]signed certificate(?: in certificate chain)?/g,
  ),
  rule(
    'revocation-unreachable',
    null,
    'match',
    /\b(CRYPT_E_NO_REVOCATION_CHECK|CRYPT_E_REVOCATION_OFFLINE|RevocationStatusUnknown|OfflineRevocation)\b(?<!\bNU30\d\d\b[^\n]{0,200})/g,
  ),
  rule('revocation-unreachable', null, 'match', /\b(0x80092012|0x80092013)\b/gi),
  rule(
    'tls-protocol',
    'node',
    'UNSAFE_LEGACY_RENEGOTIATION_DISABLED',
    /unsafe legacy renegotiation disabled|UNSAFE_LEGACY_RENEGOTIATION_DISABLED/gi,
  ),
  rule(
    'tls-protocol',
    null,
    'match',
    /\b(ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION|TLSV1_ALERT_PROTOCOL_VERSION|ERR_SSL_UNSUPPORTED_PROTOCOL|UNSUPPORTED_PROTOCOL)\b/g,
  ),
  rule('tls-protocol', 'dotnet', 'SecureChannelFailure', /Could not create SSL\/TLS secure channel/g),
  rule(
    'tls-protocol',
    null,
    'PROTOCOL_VERSION',
    /tlsv1 alert protocol version|alert: protocol_version|protocol version not supported/g,
  ),
  rule('dns-fails', 'node', 'match', /\b(ENOTFOUND|EAI_AGAIN|ENODATA|ESERVFAIL|EREFUSED|ETIMEOUT)\b/g),
  rule(
    'dns-fails',
    'python',
    'NameResolutionError',
    /NameResolutionError|\[Errno (?:-2|-3|11001|8)\] |getaddrinfo failed|nodename nor servname/g,
  ),
  rule('dns-fails', 'java', 'match', /\b(UnknownHostException)\b/g),
  rule('dns-fails', 'go', 'no such host', /dial tcp: lookup \S+[^\n]{0,60}(?:no such host|server misbehaving)/g),
  rule('dns-fails', 'curl', 'curl 5', /curl: \(5\)|Could not resolve proxy/g),
  rule('dns-fails', 'curl', 'curl 6', /curl: \(6\)|Could not resolve host/g),
  // Windows prints the sentence in its own language; the number of Winsock stays.
  rule('dns-fails', 'dotnet', 'HostNotFound', /SocketException \((?:11001|11002|11004|-131073)[,)]/g),
  rule('dns-fails', null, 'HostNotFound', /No such host is known|The remote name could not be resolved/g),
  rule('dns-fails', null, 'ENOTFOUND', /Name or service not known|Temporary failure in name resolution/g),
  rule('tcp-refused', 'node', 'match', /\b(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH)\b/g),
  rule('tcp-refused', 'curl', 'curl 7', /curl: \(7\)/g),
  rule('tcp-refused', 'dotnet', '10061', /SocketException \((?:10061|111)[,)]/g),
  rule('tcp-refused', null, '10061', /actively refused it|\bWinError 10061\b/g),
  rule(
    'tcp-refused',
    'dotnet',
    'ConnectFailure',
    /(?:Unable to connect to the remote server|Verbindung mit dem Remoteserver kann nicht hergestellt werden|Impossible de se connecter au serveur distant)(?![\s\S]{0,600}SocketException)/g,
  ),
  rule('tcp-refused', null, 'ECONNREFUSED', /[Cc]onnection refused\b|No route to host|Network is unreachable/g),
  rule('tcp-timeout', 'node', 'match', /\b(ETIMEDOUT|ESOCKETTIMEDOUT|UND_ERR_CONNECT_TIMEOUT)\b/g),
  rule('tcp-timeout', 'python', 'ConnectTimeout', /\bConnectTimeout(?:Error)?\b/g),
  rule('tcp-timeout', 'java', 'match', /\b(SocketTimeoutException|HttpConnectTimeoutException)\b/g),
  rule(
    'tcp-timeout',
    'go',
    'i/o timeout',
    /dial tcp [^\n]{0,120}i\/o timeout|context deadline exceeded \(Client\.Timeout|net\/http: TLS handshake timeout/g,
  ),
  rule('tcp-timeout', 'curl', 'curl 28', /curl: \(28\)/g),
  rule('tcp-timeout', 'dotnet', '10060', /SocketException \((?:10060|110)[,)]/g),
  rule('tcp-timeout', 'dotnet', 'HttpClient.Timeout', /configured HttpClient\.Timeout/g),
  rule('tcp-timeout', null, '10060', /did not properly respond after a period of time|\bWinError 10060\b/g),
  rule('tcp-timeout', 'python', 'ReadTimeout', /\bReadTimeout(?:Error)?\b|Read timed out/g),
  rule('tcp-timeout', 'node', 'match', /\b(UND_ERR_HEADERS_TIMEOUT|UND_ERR_BODY_TIMEOUT)\b/g),
  rule('tcp-timeout', null, 'ETIMEDOUT', /[Cc]onnect(?:ion)? timed out/g),
  rule('connection-reset', 'node', 'match', /\b(ECONNRESET|EPIPE|UND_ERR_SOCKET)\b|socket hang up/g),
  rule(
    'connection-reset',
    'curl',
    'curl 35',
    /curl: \(35\)(?![^\n]{0,120}(?:CRYPT_E_|SEC_E_UNTRUSTED|wrong version|certificate))/g,
  ),
  rule('connection-reset', 'curl', 'curl 52', /curl: \(52\)/g),
  rule('connection-reset', 'curl', 'curl 56', /curl: \(56\)(?! CONNECT tunnel| Received HTTP code)/g),
  rule('connection-reset', 'dotnet', '10054', /SocketException \((?:10054|10053|104)[,)]/g),
  rule('connection-reset', null, '10054', /forcibly closed by the remote host|\bWinError 1005[34]\b/g),
  rule(
    'connection-reset',
    null,
    'ECONNRESET',
    /[Cc]onnection reset(?: by peer)?|Connection aborted|Remote(?:Disconnected| end closed connection)|unexpected EOF while reading|UNEXPECTED_EOF_WHILE_READING|EOF occurred in violation of protocol|SSL_ERROR_SYSCALL/g,
  ),
];

const name = String.raw`([A-Za-z0-9](?:[\w-]*\.)+[A-Za-z][\w-]*)`;
/** The most certain first. */
const hosts: readonly RegExp[] = [
  new RegExp(String.raw`https?:\/\/(?:[^\s/@"']*@)?${name}`),
  new RegExp(String.raw`\bhost(?:name)?['"]?\s*[=:]\s*['"]?${name}`, 'i'),
  new RegExp(
    String.raw`(?:ENOTFOUND|EAI_AGAIN|resolve(?: host)?:?|lookup|UnknownHostException:|HostException:|CONNECT|connect to|known\.?|known:) \(?'?${name}`,
    'i',
  ),
  new RegExp(String.raw`(?:^|[\s('"/])${name}:\d{2,5}\b`),
  new RegExp(String.raw`(?:^|[\s('"/])${name}\/\d{1,3}(?:\.\d{1,3}){3}:\d{2,5}\b`),
  new RegExp(`certificate is not valid for '${name}'`),
  new RegExp(String.raw`certificate is valid for [^\n]{1,200}, not ${name}`),
];
/** Documentation hosts of runtimes are not the host that failed. */
const documentation =
  /(?:^|\.)(?:curl\.se|curl\.haxx\.se|aka\.ms|learn\.microsoft\.com|docs\.microsoft\.com|go\.microsoft\.com|docs\.python\.org|urllib3\.readthedocs\.io|github\.com|nodejs\.org)$/i;

function hostValues(around: string): Partial<PlatformValues> {
  for (const form of hosts) {
    for (const hit of around.matchAll(new RegExp(form.source, `${form.flags}g`))) {
      const host = hit[1]?.toLowerCase();
      if (
        host !== undefined &&
        !/(?:proxy|relay)\W{0,4}(?:https?:\/\/)?$/i.test(around.slice(0, hit.index + hit[0].indexOf(hit[1] ?? ''))) &&
        !documentation.test(host) &&
        !/\.(?:c|h|cc|cpp|js|py|cs|go|java|ts|dll|exe|json)$/.test(host)
      ) {
        return { host };
      }
    }
  }
  return {};
}
