import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { PpmiError } from '../../../src/domain/errors.ts';
import { createRedactor, type Redactor } from '../../../src/domain/redact.ts';
import { type Emulator, startEmulator } from '../../../src/emulator/emulator.ts';
import { buildWorld } from '../../../src/emulator/scenarios/index.ts';
import { createHttp, type Http, type LogEntry } from '../../../src/net/http.ts';
import { readClientCertificate } from '../../../src/net/sign-in/client-certificate.ts';
import { createTokenProvider, type SignIn } from '../../../src/net/sign-in/token-provider.ts';
import { AccessToken } from '../../../src/net/token.ts';
import { createAuthority, type ForwardProxy, type Handler, type Server, startHttps, startProxy } from '../loopback.ts';

const graph = { scope: 'https://graph.microsoft.com/.default', origin: 'https://graph.microsoft.com' };
const arm = { scope: 'https://management.azure.com/.default', origin: 'https://management.azure.com' };

async function failure(work: Promise<unknown>): Promise<PpmiError> {
  try {
    await work;
  } catch (error) {
    return error as PpmiError;
  }
  throw new Error('nothing was thrown');
}

describe('sign-in as an application', () => {
  let emulator: Emulator;
  let http: Http;
  let redactor: Redactor;
  let log: LogEntry[];

  beforeEach(async () => {
    emulator = await startEmulator(buildWorld('healthy-v1-self-signed'));
    redactor = createRedactor();
    log = [];
    const { proxyUrl, caPem } = emulator;
    http = createHttp({ redactor, environment: {}, onLog: (entry) => log.push(entry), emulated: { proxyUrl, caPem } });
  });
  afterEach(async () => {
    await http.close();
    await emulator.close();
  });

  const credential = (signIn: SignIn, now = Date.now) =>
    createTokenProvider({ http, redactor, cloud: 'public', signIn, now });
  const bySecret = (secret = emulator.world.operator.clientSecret): SignIn => {
    const { tenantId, clientId } = emulator.world.operator;
    return { method: 'client-secret', tenantId, clientId, secret };
  };

  it('by secret gets a token that works for its resource', async () => {
    const token = await credential(bySecret()).getToken(graph);
    const answer = await http.request({
      method: 'GET',
      url: `${graph.origin}/v1.0/applications`,
      token,
      system: 'graph',
    });
    expect(answer.status).to.equal(200);
    expect(token.expiresOn?.getTime()).to.be.greaterThan(Date.now());
  });

  it('asks for each resource once, and for nothing but tokens', async () => {
    const one = credential(bySecret());
    await Promise.all([one.getToken(graph), one.getToken(graph), one.getToken(arm)]);
    await one.getToken(graph);
    expect(log.map(({ host, path }) => `${host}${path}`)).to.deep.equal(
      Array(2).fill(`login.microsoftonline.com/${emulator.world.operator.tenantId}/oauth2/v2.0/token`),
    );
  });

  it('asks again before a token ends', async () => {
    let now = Date.now();
    const one = credential(bySecret(), () => now);
    const first = await one.getToken(graph);
    now = (first.expiresOn?.getTime() ?? 0) - 60_000;
    expect(await one.getToken(graph)).to.not.equal(first);
  });

  it('registers secret and token with the redactor', async () => {
    const token = await credential(bySecret()).getToken(graph);
    const said = redactor.redact(`${AccessToken.reveal(token)} ${emulator.world.operator.clientSecret}`);
    expect(said).to.equal('[redacted] [redacted]');
  });

  it("by a wrong secret fails with Entra's text, without the secret", async () => {
    const error = await failure(credential(bySecret('wrong-canary')).getToken(graph));
    expect(error.id).to.equal('sign-in-failed');
    expect(error.args.detail).to.match(/^"AADSTS7000215: .*Trace ID: .*Timestamp: /);
    expect(JSON.stringify([error.args, error.stack, log])).to.not.contain('canary');
  });

  it('that the network interrupted says so and can be repeated', async () => {
    const one = credential(bySecret());
    emulator.world.wire.push({ host: 'login.microsoftonline.com', kind: 'refuse-connect' });
    const error = await failure(one.getToken(graph));
    expect([error.id, error.args.host]).to.deep.equal(['cut-off', 'login.microsoftonline.com']);
    emulator.world.wire.splice(0);
    expect((await one.getToken(graph)).origin).to.equal(graph.origin);
  });

  it('that the network interrupted is not repeated by those who asked at the same time', async () => {
    const one = credential(bySecret());
    emulator.world.wire.push({ host: 'login.microsoftonline.com', kind: 'refuse-connect' });
    const errors = await Promise.all([graph, arm].map((resource) => failure(one.getToken(resource))));
    expect(errors.map(({ id }) => id)).to.deep.equal(['cut-off', 'cut-off']);
    expect(log.length).to.equal(1);
    emulator.world.wire.splice(0);
    await Promise.all([graph, arm].map((resource) => one.getToken(resource)));
  });

  it('ahead is not requested again when a caller needs the token', async () => {
    const one = credential(bySecret());
    expect(await one.prefetchToken(graph)).to.equal(true);
    await one.getToken(graph);
    expect(log.length).to.equal(1);
  });

  it('ahead that fails is reported to the first caller and tried again for the second', async () => {
    const one = credential(bySecret('wrong'));
    expect(await one.prefetchToken(graph)).to.equal(false);
    expect((await failure(one.getToken(graph))).id).to.equal('sign-in-failed');
    expect(log.length).to.equal(1);
    await failure(one.getToken(graph));
    expect(log.length).to.equal(2);
  });

  it('ahead contacts no host of another cloud', async () => {
    const elsewhere = { scope: 'https://graph.microsoft.us/.default', origin: 'https://graph.microsoft.us' };
    expect(await credential(bySecret()).prefetchToken(elsewhere)).to.equal(false);
    expect(log).to.deep.equal([]);
  });

  it('by certificate', async () => {
    const file = 'test/fixtures/containers/key-and-leaf.pem';
    const certificate = await readClientCertificate(file, null);
    const { tenantId, clientId } = emulator.world.operator;
    const own = emulator.world.tenants
      .flatMap(({ applications }) => applications)
      .find(({ appId }) => appId === clientId);
    const signIn: SignIn = { method: 'client-certificate', tenantId, clientId, certificate };
    expect((await failure(credential(signIn).getToken(graph))).args.detail).to.match(/^"AADSTS/);
    own?.certificates.push(new X509Certificate(readFileSync(file)).raw.toString('base64'));
    expect((await credential(signIn).getToken(graph)).origin).to.equal(graph.origin);
  });
});

describe('sign-in by device code', () => {
  const json = { 'content-type': 'application/json' };
  let server: Server;
  let proxy: ForwardProxy;
  let http: Http;
  let redactor: Redactor;
  let log: LogEntry[];
  let polls: (() => [number, object])[];
  let prompts: string[];

  const handler: Handler = (request, response) => {
    const send = (status: number, body: object) => void response.writeHead(status, json).end(JSON.stringify(body));
    const form = new URLSearchParams(request.body);
    if (request.url?.includes('/devicecode')) {
      return send(200, {
        user_code: 'ABC',
        device_code: 'canary-device-code',
        verification_uri: 'https://x',
        expires_in: 900,
        interval: 0,
        message: 'go to https://x and type ABC',
      });
    }
    if (form.get('grant_type') === 'refresh_token') return send(200, grant(form));
    const [status, body] = polls.shift()?.() ?? [200, grant(form)];
    return send(status, body);
  };
  const grant = (form: URLSearchParams) => ({
    token_type: 'Bearer',
    expires_in: 3600,
    access_token: `canary-access-${form.get('scope')}`,
    refresh_token: 'canary-refresh',
    scope: form.get('scope'),
    client_info: Buffer.from('{"uid":"u","utid":"t"}').toString('base64url'),
    id_token: `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{"sub":"s","oid":"u","tid":"t","preferred_username":"a@b"}').toString('base64url')}.x`,
  });
  const pending = (): [number, object] => [
    400,
    { error: 'authorization_pending', error_description: 'AADSTS70016: pending', error_codes: [70016] },
  ];

  before(async () => {
    const authority = await createAuthority('Test root');
    server = await startHttps(
      await authority.issue([
        'login.microsoftonline.com',
        'login.microsoftonline.us',
        'login.microsoftonline.eaglex.ic.gov',
      ]),
      (...both) => handler(...both),
    );
    proxy = await startProxy(server.port);
    redactor = createRedactor();
    http = createHttp({
      redactor,
      environment: {},
      onLog: (entry) => log.push(entry),
      emulated: { proxyUrl: proxy.url, caPem: authority.pem },
    });
  });
  beforeEach(() => {
    polls = [];
    prompts = [];
    log = [];
  });
  after(async () => {
    await http.close();
    await proxy.close();
    await server.close();
  });

  const credential = (cloud: 'public' | 'gcchigh' | 'usnat' = 'public') => {
    const signIn: SignIn = {
      method: 'device-code',
      tenantId: 'contoso.example',
      clientId: '11111111-1111-4111-8111-111111111111',
      terminal: () => (text) => prompts.push(text),
    };
    return createTokenProvider({ http, redactor, cloud, signIn });
  };

  it('prompts once, and serves the other resources from the same sign-in', async () => {
    polls = [pending, pending];
    const one = credential();
    const tokens = await Promise.all([one.getToken(graph), one.getToken(arm)]);
    expect(prompts).to.deep.equal(['go to https://x and type ABC']);
    expect(tokens.map(({ origin }) => origin)).to.deep.equal([graph.origin, arm.origin]);
    expect(redactor.redact('canary-device-code canary-refresh')).to.equal('[redacted] [redacted]');
  });

  it("that is declined fails with Entra's text", async () => {
    polls = [
      () => [
        400,
        {
          error: 'authorization_declined',
          error_description: 'AADSTS70018: The user declined.',
          error_codes: [70018],
        },
      ],
    ];
    const error = await failure(credential().getToken(graph));
    expect([error.id, error.args.detail]).to.deep.equal(['sign-in-failed', '"AADSTS70018: The user declined."']);
  });

  it('contacts only the login host of its cloud', async () => {
    await credential('gcchigh').getToken({
      scope: 'https://graph.microsoft.us/.default',
      origin: 'https://graph.microsoft.us',
    });
    expect([...new Set(log.map(({ host }) => host))]).to.deep.equal(['login.microsoftonline.us']);
  });
});
