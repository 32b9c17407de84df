import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { PpmiError } from '../../../src/domain/errors.ts';
import { createRedactor, type Redactor } from '../../../src/domain/redact.ts';
import { createHttp, type Http } from '../../../src/net/http.ts';
import { assertionSource } from '../../../src/net/sign-in/assertion.ts';
import { createTokenProvider } from '../../../src/net/sign-in/token-provider.ts';
import { AccessToken } from '../../../src/net/token.ts';
import { createAuthority, type ForwardProxy, type Server, startHttps, startProxy } from '../loopback.ts';

const audience = 'api://AzureADTokenExchange';

describe('an assertion', () => {
  let folder: string;
  let server: Server;
  let proxy: ForwardProxy;
  let http: Http;
  let redactor: Redactor;
  let seen: string[];
  let answer: [number, object];

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ppmi-assertion-'));
    const authority = await createAuthority('Test root');
    const hosts = ['pipelines.example', 'login.microsoftonline.com'];
    server = await startHttps(await authority.issue(hosts), (request, response) => {
      seen.push(`${request.method} ${request.url} ${request.headers.authorization} ${request.body}`);
      const [status, body] = answer;
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
    proxy = await startProxy(server.port);
    redactor = createRedactor();
    http = createHttp({ redactor, environment: {}, emulated: { proxyUrl: proxy.url, caPem: authority.pem } });
  });
  beforeEach(() => {
    seen = [];
  });
  after(async () => {
    await http.close();
    await proxy.close();
    await server.close();
    rmSync(folder, { recursive: true });
  });

  const source = (environment: Record<string, string>, file?: string) =>
    assertionSource({ file, environment, audience, http, redactor });
  const failure = async (work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (error) {
      return `${(error as PpmiError).id}: ${(error as PpmiError).args.detail}`;
    }
    return 'nothing was thrown';
  };
  const gitHub = {
    ACTIONS_ID_TOKEN_REQUEST_URL: 'https://pipelines.example/id?api-version=2.0',
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'canary-request-token',
  };

  it('comes from GitHub Actions for the audience of the cloud, and is registered', async () => {
    answer = [200, { value: 'canary-assertion' }];
    expect(await source(gitHub)()).to.equal('canary-assertion');
    expect(seen).to.deep.equal([
      'GET /id?api-version=2.0&audience=api%3A%2F%2FAzureADTokenExchange Bearer canary-request-token ',
    ]);
    expect(redactor.redact('canary-assertion canary-request-token')).to.equal('[redacted] [redacted]');
  });

  it('comes from Azure Pipelines for the service connection', async () => {
    answer = [200, { oidcToken: 'from-pipelines' }];
    const environment = {
      SYSTEM_OIDCREQUESTURI: 'https://pipelines.example/oidctoken',
      SYSTEM_ACCESSTOKEN: 'canary-system-token',
      AZURESUBSCRIPTION_SERVICE_CONNECTION_ID: 'connection',
    };
    expect(await source(environment)()).to.equal('from-pipelines');
    expect(seen).to.deep.equal([
      'POST /oidctoken?api-version=7.1&serviceConnectionId=connection Bearer canary-system-token ',
    ]);
  });

  it('comes from a file, read again each time, in preference to other sources', async () => {
    const file = join(folder, 'assertion');
    const assertion = source({ ...gitHub, AZURE_FEDERATED_TOKEN_FILE: '/none' }, file);
    writeFileSync(file, 'first\n');
    expect(await assertion()).to.equal('first');
    writeFileSync(file, 'second');
    expect(await assertion()).to.equal('second');
    expect(await failure(source({ AZURE_FEDERATED_TOKEN_FILE: '/none' }))).to.match(/^file-unreadable: ENOENT/);
    expect(seen).to.deep.equal([]);
  });

  it('names its sources if there is none', async () => {
    expect(await failure(async () => source({}))).to.match(
      /^sign-in-missing: .*--sign-in-assertion.*id-token: write.*SYSTEM_ACCESSTOKEN/,
    );
  });

  it('is never requested over plain HTTP, and a refusal is reported without the request token', async () => {
    const plain = { ...gitHub, ACTIONS_ID_TOKEN_REQUEST_URL: 'http://pipelines.example/id' };
    expect(await failure(async () => source(plain))).to.match(/not an HTTPS URL/);
    answer = [403, { message: 'canary-request-token' }];
    expect(await failure(source(gitHub))).to.equal(
      'sign-in-failed: pipelines.example responded 403 without an assertion',
    );
  });

  it('is what MSAL signs in with', async () => {
    answer = [200, { access_token: 'canary-access', token_type: 'Bearer', expires_in: 3600 }];
    const signIn = {
      method: 'federated',
      tenantId: 't',
      clientId: 'c',
      assertion: async () => 'the-assertion',
    } as const;
    const credential = createTokenProvider({ http, redactor, cloud: 'public', signIn });
    const graph = { scope: 'https://graph.microsoft.com/.default', origin: 'https://graph.microsoft.com' };
    expect(AccessToken.reveal(await credential.getToken(graph))).to.equal('canary-access');
    const form = new URLSearchParams(seen.at(-1)?.split(' ').at(-1));
    expect([form.get('grant_type'), form.get('client_assertion')]).to.deep.equal([
      'client_credentials',
      'the-assertion',
    ]);
  });
});
