/** Errors without an AADSTS code in the words of the tools that print them; every identifier is invented. */
import { expect } from 'chai';
import { unwrap } from '../../../src/domain/entra-errors/decode/unwrap.ts';
import type { PlatformError } from '../../../src/domain/entra-errors/platform/platform-error.ts';
import { findPlatformErrors, platformErrorOfCode } from '../../../src/domain/entra-errors/platform/platform-errors.ts';

type Expected = Partial<PlatformError> & Pick<PlatformError, 'name' | 'code'>;

const org = 'contoso.crm4.dynamics.com';
const guid = '189f1ac0-366b-4d51-9639-ca52c6f9dd95';
const other = 'a07150ab-6c8a-4f7d-8d8d-8b2c69bedd2c';

const texts: readonly (readonly [text: string, ...expected: Expected[]])[] = [
  [
    `requests.exceptions.SSLError: HTTPSConnectionPool(host='${org}', port=443): Max retries exceeded with url: /x (Caused by SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate in certificate chain (_ssl.c:1007)')))`,
    { name: 'tls-intercepted-untrusted', code: 'CERTIFICATE_VERIFY_FAILED', host: org, runtime: 'python' },
  ],
  [
    `[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: Hostname mismatch, certificate is not valid for '${org}'. (_ssl.c:1007)`,
    { name: 'block-page', code: 'CERTIFICATE_VERIFY_FAILED', runtime: 'python' },
  ],
  [
    `System.Net.Http.HttpRequestException: The SSL connection could not be established. (${org}:443)\n ---> System.Security.Authentication.AuthenticationException: The remote certificate is invalid because of errors in the certificate chain: UntrustedRoot`,
    { name: 'tls-intercepted-untrusted', code: 'UntrustedRoot', host: org, runtime: 'dotnet' },
  ],
  [
    'javax.net.ssl.SSLHandshakeException: PKIX path building failed: unable to find valid certification path to requested target',
    { name: 'tls-intercepted-untrusted', code: 'PKIX', runtime: 'java' },
  ],
  [
    `Get "https://${org}/api": x509: certificate signed by unknown authority`,
    { name: 'tls-intercepted-untrusted', code: 'x509', host: org, runtime: 'go' },
  ],
  [
    'curl: (60) SSL certificate problem: unable to get local issuer certificate\nMore details here: https://curl.se/docs/sslcerts.html',
    { name: 'tls-intercepted-untrusted', code: 'curl 60', host: null, runtime: 'curl' },
  ],
  ['curl: (56) CONNECT tunnel failed, response 407', { name: 'proxy-auth-required', code: '407' }],
  [
    'The remote server returned an error: (407) Proxy Authentication Required.',
    { name: 'proxy-auth-required', code: '407' },
  ],
  [
    "OSError('Tunnel connection failed: 403 Forbidden')",
    { name: 'proxy-refuses-host', code: 'proxy 403', message: "OSError('Tunnel connection failed: 403 Forbidden')" },
  ],
  [
    `Error: getaddrinfo ENOTFOUND ${org}\n    at GetAddrInfoReqWrap.onlookup {\n  code: 'ENOTFOUND' }`,
    { name: 'dns-fails', code: 'ENOTFOUND', host: org, message: `Error: getaddrinfo ENOTFOUND ${org}` },
  ],
  [`No such host is known. (${org}:443)`, { name: 'dns-fails', code: 'HostNotFound', host: org }],
  ['dial tcp: lookup a.example.com on 10.0.0.2:53: no such host', { name: 'dns-fails', code: 'no such host' }],
  ['connect ECONNREFUSED 127.0.0.1:8888', { name: 'tcp-refused', code: 'ECONNREFUSED' }],
  ['read ECONNRESET', { name: 'connection-reset', code: 'ECONNRESET' }],
  [
    'write EPROTO 0:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:ssl3_record.c:355:',
    { name: 'block-page', code: 'WRONG_VERSION_NUMBER', host: null },
  ],
  [
    "error NU3018: Package 'a 1.0.0': The author primary signature's signing certificate is not trusted by the trust provider.\nwarning NU3027: The signature should be timestamped.",
    { name: 'nuget-signing', code: 'NU3018' },
    { name: 'nuget-signing', code: 'NU3027' },
  ],
  [
    'WARN: NU3018: The chain building failed: UntrustedRoot: A certificate chain processed, but terminated in a root certificate which is not trusted by the trust provider.',
    { name: 'nuget-signing', code: 'NU3018' },
  ],
  [
    'SignTool Error: A certificate chain processed, but terminated in a root\r\n        certificate which is not trusted by the trust provider.',
    { name: 'signature-untrusted', code: '0x800b0109' },
  ],
  [
    `Azure.RequestFailedException: AKV10032: Invalid issuer. Expected one of https://sts.windows.net/${other}/, found https://sts.windows.net/${guid}/.\r\nStatus: 401`,
    {
      name: 'vault-other-tenant',
      code: 'AKV10032',
      tenant: guid,
      message: `AKV10032: Invalid issuer. Expected one of https://sts.windows.net/${other}/, found https://sts.windows.net/${guid}/.`,
    },
  ],
  [
    '<?xml version="1.0"?><Error><Code>AuthorizationPermissionMismatch</Code><Message>This request is not authorized to perform this operation using this permission.\nRequestId:1</Message></Error>',
    {
      name: 'storage-no-role',
      code: 'AuthorizationPermissionMismatch',
      message: 'This request is not authorized to perform this operation using this permission.',
    },
  ],
  [
    'This request is not authorized to perform this operation.\nErrorCode: AuthorizationFailure',
    { name: 'storage-firewall', code: 'AuthorizationFailure' },
  ],
  [
    "SqlException (0x80131904): Login failed for user '<token-identified principal>'.",
    { name: 'sql-no-user', code: '18456', message: "Login failed for user '<token-identified principal>'." },
  ],
  [
    "Cannot open server 'contoso-sql' requested by the login. Client with IP address '20.1.2.3' is not allowed to access the server.",
    { name: 'sql-firewall', code: '40615', resource: 'contoso-sql', address: '20.1.2.3' },
  ],
  [
    "Unauthorized access. 'Send' claim(s) are required to perform this operation. Resource: 'sb://ns.servicebus.windows.net/q'.",
    { name: 'service-bus-no-role', code: '40100', action: 'Send', resource: 'ns.servicebus.windows.net' },
  ],
  [
    `The client '${guid}' with object id '${other}' does not have authorization to perform action 'Microsoft.KeyVault/vaults/read' over scope '/subscriptions/s/x'.`,
    {
      name: 'azure-no-role',
      code: 'AuthorizationFailed',
      clientId: guid,
      objectId: other,
      resourceId: '/subscriptions/s/x',
    },
  ],
  [
    '{"error":{"code":"0x80095ffe","message":"The request you are trying to make is rejected as access to your ip is blocked. Contact your administrator for more information."}}',
    {
      name: 'dataverse-ip-firewall',
      code: '0x80095ffe',
      message:
        'The request you are trying to make is rejected as access to your ip is blocked. Contact your administrator for more information.',
    },
  ],
  [
    '<ErrorCode>-2147015328</ErrorCode><Message>The user with id x has no license.</Message>',
    { name: 'not-a-member', code: '0x80072560', message: 'The user with id x has no license.' },
  ],
  [
    '{"error":{"code":"0x80072322","message":"Number of requests exceeded the limit of 6000 over time window of 300 seconds."}}',
    { name: 'dataverse-throttled', code: '0x80072322' },
  ],
  [
    'Error: Unable to get ACTIONS_ID_TOKEN_REQUEST_URL env variable. Please make sure to give write permissions to id-token in the workflow.',
    { name: 'id-token-permission-missing', code: 'ACTIONS_ID_TOKEN_REQUEST_URL' },
  ],
];

const wraps: Readonly<Record<string, (text: string) => string>> = {
  'as it is': (text) => text,
  'in a JSON string': (text) => JSON.stringify({ level: 'error', message: text }),
  'in a JSON string of another': (text) => JSON.stringify({ log: JSON.stringify({ error: { message: text } }) }),
  'with CRLF': (text) => text.replace(/\r?\n/g, '\r\n'),
  'in a CI log': (text) =>
    text
      .split(/\r?\n/)
      .map((line) => `2026-03-04T05:06:07.1234567Z ##[error]${line}`)
      .join('\n'),
};

describe('errors without an AADSTS code', () => {
  for (const [wrapping, wrap] of Object.entries(wraps)) {
    it(`are the same ${wrapping}`, () => {
      for (const [text, ...expected] of texts) {
        const found = findPlatformErrors(unwrap(wrap(text)));
        expect(
          found.map(({ name, code }) => [name, code]),
          text,
        ).to.deep.equal(expected.map(({ name, code }) => [name, code]));
        if (wrapping === 'as it is') {
          for (const [index, values] of expected.entries()) expect(found[index], text).to.deep.include(values);
        }
        for (const { message } of found) {
          expect(message, wrapping).to.not.match(/^[\s":,]|[\\{}]|\s$|^$/);
        }
      }
    });
  }

  it('are explained by every code that they are shown with', () => {
    for (const [text, ...expected] of texts) {
      for (const { name, code } of expected) {
        // One code of a runtime stands for several reasons; alone it means the usual one.
        const usual = code === 'CERTIFICATE_VERIFY_FAILED' ? 'tls-intercepted-untrusted' : name;
        expect(platformErrorOfCode(code ?? '')?.name, `${code}: ${text}`).to.equal(usual);
      }
    }
  });

  it('are not found in ordinary text', () => {
    for (const text of [
      'Request 407 of 500 finished, 403 skipped, status ok',
      'The certificate is self signed on purpose; see https://example.com/x509',
      'export NODE_EXTRA_CA_CERTS=/x; hosts resolve; connection opened',
      'Code 40615 and 18456 are row numbers, NU1101 is no signature',
    ]) {
      expect(findPlatformErrors(text), text).to.deep.equal([]);
    }
  });
});
