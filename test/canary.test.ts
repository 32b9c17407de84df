/** Every credential, header and body holds a canary, the services say back all that they were sent, and nothing shows it. */
import { createPrivateKey } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createRedactor } from '../src/domain/redact.ts';
import { createHttp } from '../src/net/http.ts';
import { createTokenProvider } from '../src/net/sign-in/token-provider.ts';
import { plainFileCache } from '../src/session/profile/token-cache.ts';
import {
  type Authority,
  createAuthority,
  type ForwardProxy,
  type Server,
  startHttps,
  startProxy,
} from './net/loopback.ts';
import { runPpmi } from './run-ppmi.ts';

const environmentUrl = 'https://contoso.crm4.dynamics.com';
const own = ['--sign-in-tenant', 'contoso.example', '--sign-in-client-id', '11111111-1111-4111-8111-111111111111'];
const deviceCode = {
  user_code: 'ABC',
  device_code: 'canary-device-code',
  verification_uri: 'https://x',
  expires_in: 900,
  interval: 0,
  message: 'go to https://x and type ABC',
};
const part = (data: object) => Buffer.from(JSON.stringify(data)).toString('base64url');

const personsTokens = {
  token_type: 'Bearer',
  expires_in: 3600,
  scope: `${environmentUrl}/user_impersonation ${environmentUrl}/.default`,
  access_token: 'canary-persons-token',
  refresh_token: 'canary-refresh-token',
  client_info: part({ uid: 'u', utid: 't' }),
  id_token: `${part({ alg: 'none' })}.${part({ oid: 'u', tid: 't', preferred_username: 'anna@contoso.example' })}.canary-id`,
};

/** A key and its certificate, the key under a password. */
const pem = readFileSync('test/fixtures/containers/key-and-leaf.pem', 'utf8');
const locked = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'canary-password' } as const;
const lockedPem = createPrivateKey(pem).export(locked) + (/-----BEGIN CERT[\s\S]*/.exec(pem)?.[0] ?? '');

describe('a canary', () => {
  let folder: string;
  let authority: Authority;
  let server: Server;
  let proxy: ForwardProxy;
  let env: Record<string, string>;
  let seen: string[];
  let refusesSignIn: boolean;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ppmi-secrets-'));
    authority = await createAuthority('Test root');
    const hosts = ['login.microsoftonline.com', 'contoso.crm4.dynamics.com', 'graph.microsoft.com'];
    const more = ['globaldisco.crm.dynamics.com', 'api.bap.microsoft.com', 'ids.example'];
    server = await startHttps(await authority.issue([...hosts, ...more]), (request, response) => {
      const said = `${request.headers.authorization ?? ''} ${request.body}`;
      seen.push(`${request.headers.host}${request.url} ${said}`);
      const send = (status: number, body: object) =>
        response
          .writeHead(status, { 'content-type': 'application/json', 'x-echo': said.slice(0, 200) })
          .end(JSON.stringify(body));
      const issued = 'canary-issued-assertion';
      // As GitHub and as Azure Pipelines name it.
      if (request.headers.host === 'ids.example') return send(200, { value: issued, oidcToken: issued });
      const signIn = request.headers.host === 'login.microsoftonline.com';
      if (request.url?.includes('/devicecode')) return send(200, deviceCode);
      if (signIn && request.body.includes('canary-device-code')) return send(200, personsTokens);
      if (signIn && !refusesSignIn) {
        return send(200, { token_type: 'Bearer', expires_in: 3600, access_token: 'canary-access-token' });
      }
      if (signIn) return send(401, { error: 'invalid_client', error_description: `AADSTS7000215: ${said}` });
      return send(403, { error: { code: said, message: `You sent ${said}, ${decodeURIComponent(said)}` } });
    });
    proxy = await startProxy(server.port);
    const ca = join(folder, 'ca.pem');
    writeFileSync(ca, authority.pem);
    env = {
      HTTPS_PROXY: proxy.url.replace('://', '://user:canary-proxy-password@'),
      PPMI_CA_FILE: ca,
      XDG_CONFIG_HOME: join(folder, 'config'),
      DEBUG: 'ppmi',
    };
  });
  beforeEach(() => {
    seen = [];
    refusesSignIn = false;
  });
  after(async () => {
    await proxy.close();
    await server.close();
    rmSync(folder, { recursive: true });
  });

  const fileWith = (name: string, text: string) => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  };
  const written = (below: string): string[] =>
    readdirSync(below, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));

  const ways: Readonly<Record<string, () => { args: string[]; env?: Record<string, string>; sent: string }>> = {
    'client secret': () => ({
      args: ['--sign-in', 'client-secret', ...own],
      env: { PPMI_CLIENT_SECRET: 'canary-client/secret+~' },
      sent: 'canary-client%2Fsecret%2B',
    }),
    'secret file': () => ({
      args: ['--sign-in', 'client-secret', ...own],
      env: { PPMI_CLIENT_SECRET_FILE: fileWith('secret', 'canary-file-secret\n') },
      sent: 'canary-file-secret',
    }),
    'assertion file': () => ({
      args: ['--sign-in', 'federated', ...own, '--sign-in-assertion', fileWith('assertion', 'canary-assertion')],
      sent: 'canary-assertion',
    }),
    'GitHub Actions': () => ({
      args: ['--sign-in', 'federated', ...own],
      env: { ACTIONS_ID_TOKEN_REQUEST_URL: 'https://ids.example/', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'canary-request' },
      sent: 'canary-issued-assertion',
    }),
    'Azure Pipelines': () => ({
      args: ['--sign-in', 'federated', ...own],
      env: {
        SYSTEM_OIDCREQUESTURI: 'https://ids.example/',
        SYSTEM_ACCESSTOKEN: 'canary-pipeline',
        AZURESUBSCRIPTION_SERVICE_CONNECTION_ID: '22222222-2222-4222-8222-222222222222',
      },
      sent: 'canary-issued-assertion',
    }),
    'certificate under a password': () => ({
      args: ['--sign-in', 'client-certificate', ...own, '--sign-in-certificate', fileWith('key.pem', lockedPem)],
      env: { PPMI_PASSWORD: 'canary-password' },
      sent: 'client_assertion=',
    }),
    'token file': () => {
      const token = `${part({ alg: 'none' })}.${part({ aud: environmentUrl, note: 'canary' })}.canary-signature`;
      return { args: ['--sign-in-token-file', fileWith('tokens', token)], sent: 'canary-signature' };
    },
  };
  const commands = {
    doctor: ['doctor', '--component', 'Contoso.Plugins', '--environment', environmentUrl],
    'doctor --json': ['doctor', '--json', '--component', 'Contoso.Plugins', '--environment', environmentUrl],
    'env who': ['env', 'who', '--environment', environmentUrl],
    'identity list --json': ['identity', 'list', '--json', '--environment', environmentUrl],
    'env list --json': ['env', 'list', '--json'],
  };

  for (const [way, settings] of Object.entries(ways)) {
    it(`is sent as ${way}, and appears in no output, log or file of ppmi`, async () => {
      const { args, env: more = {}, sent } = settings();
      const outputs: Record<string, string> = {};
      for (const refused of way === 'token file' ? [false] : [false, true]) {
        refusesSignIn = refused;
        const tried = Object.entries(commands).filter(([name]) => !refused || name === 'env who');
        for (const [name, command] of tried) {
          const log = join(folder, 'log.ndjson');
          rmSync(log, { force: true });
          const ran = await runPpmi([...command, ...args, '--log-file', log], { env: { ...env, ...more } });
          expect(ran.code, `${name}: ${ran.stdout}${ran.stderr}`).to.equal(2);
          outputs[`${name} ${refused}`] = ran.stdout + ran.stderr + readFileSync(log, 'utf8');
        }
      }
      expect(seen.join('\n')).to.contain(sent);
      for (const [name, output] of Object.entries(outputs)) {
        expect(output, name).to.not.contain('canary').and.not.to.contain('PRIVATE KEY');
      }
      mkdirSync(env.XDG_CONFIG_HOME ?? '', { recursive: true });
      expect(written(env.XDG_CONFIG_HOME ?? '').join('')).to.not.contain('canary');
    });
  }

  it('in a cached interactive sign-in is stored only in the chosen file', async () => {
    const create = ['--name', 'anna', '--sign-in', 'device-code', ...own, '--token-cache', 'plain-file'];
    expect((await runPpmi(['auth', 'create', ...create], { env })).code).to.equal(0);
    const file = join(folder, 'config', 'ppmi', 'tokens-anna.json');
    await signInByHand(file);
    expect(readFileSync(file, 'utf8')).to.contain('canary-refresh-token').and.to.contain('canary-persons-token');
    expect(statSync(file).mode & 0o777).to.equal(0o600);

    refusesSignIn = true;
    const log = join(folder, 'kept.ndjson');
    for (const command of [
      commands.doctor,
      commands['identity list --json'],
      ['auth', 'who', '--json'],
      commands['env list --json'],
    ]) {
      const ran = await runPpmi([...command, ...(command[0] === 'auth' ? [] : ['--log-file', log])], { env });
      expect(ran.stdout + ran.stderr, command.join(' ')).to.not.contain('canary');
      if (command[0] === 'auth') expect(ran.stdout).to.contain('"account":"anna@contoso.example"');
    }
    expect(readFileSync(log, 'utf8')).to.not.contain('canary');
    const sent = seen.join('\n');
    expect(sent).to.contain('Bearer canary-persons-token').and.to.contain('refresh_token=canary-refresh-token');
    expect((await runPpmi(['auth', 'clear'], { env })).code).to.equal(0);
    expect(written(join(folder, 'config')).join('')).to.not.contain('canary');
  });

  /** As `--sign-in device-code` does on a terminal, which a test has not. */
  async function signInByHand(file: string): Promise<void> {
    const http = createHttp({
      redactor: createRedactor(),
      environment: { https_proxy: env.HTTPS_PROXY },
      ca: [authority.pem],
    });
    const [, tenantId = '', , clientId = ''] = own;
    const signIn = {
      method: 'device-code',
      tenantId,
      clientId,
      terminal: () => () => {},
      cache: plainFileCache(file),
    } as const;
    const credential = createTokenProvider({ http, redactor: createRedactor(), cloud: 'public', signIn });
    await credential.getToken({ scope: `${environmentUrl}/.default`, origin: environmentUrl });
    await http.close();
  }

  // A bug may throw anything anywhere, and quote what it has at hand.
  for (const [where, thrown] of Object.entries({
    'while an answer is read': 'throw error',
    'of a promise that nobody waits for': 'Promise.reject(error)',
  })) {
    const crash = `const { concat } = Buffer;
      Buffer.concat = (parts, length) => {
        const text = String(concat(parts));
        const error = new TypeError(process.env.PPMI_CLIENT_SECRET + text);
        if (text.includes('canary-access')) ${thrown};
        return concat(parts, length);
      };`;
    it(`does not appear in a crash ${where}`, async () => {
      const file = fileWith('crash.cjs', crash);
      const more = { PPMI_CLIENT_SECRET: 'canary-client/secret+~', NODE_OPTIONS: `--require ${file}`, DEBUG: 'ppmi' };
      for (const command of [commands.doctor, commands['doctor --json']]) {
        const ran = await runPpmi([...command, '--sign-in', 'client-secret', ...own], { env: { ...env, ...more } });
        expect(ran.code, ran.stdout + ran.stderr).to.equal(70);
        expect(ran.stdout + ran.stderr)
          .to.contain('[redacted]')
          .and.not.to.contain('canary');
      }
    });
  }

  it('in a proxy URL is sent to the proxy and never printed', () => {
    const basic = `Basic ${Buffer.from('user:canary-proxy-password').toString('base64')}`;
    expect(proxy.connects.length).to.be.greaterThan(0);
    expect(new Set(proxy.connects.map(({ headers }) => headers['proxy-authorization']))).to.deep.equal(
      new Set([basic]),
    );
  });
});
