/**
 * The built tool as on a real tenant, behind a scripted proxy: services that lie, break off, send too much, and say back
 * what they were sent. Every run must end with 1 or 2, call nothing a bug of ppmi, and show no piece of a secret.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createAuthority, startHttps, startProxy } from '../../test/net/loopback.ts';
import { type Ran, runPpmi } from '../../test/run-ppmi.ts';
import { type Attempt, type Budget, tryEach } from './row.ts';

export const json = { 'content-type': 'application/json' };
const own = '11111111-1111-4111-8111-111111111111';
export const environment = 'https://contoso.crm4.dynamics.com';
const services = [
  'login.microsoftonline.com',
  'contoso.crm4.dynamics.com',
  'graph.microsoft.com',
  'management.azure.com',
  'globaldisco.crm.dynamics.com',
  'api.bap.microsoft.com',
];
/** With a long run of letters, which look like a word when they are cut out. */
const secret = 'q7Z8Q~vNxKpLrTwYbEhUjMsGdAcfRiOzkTqWnB31';
const part = (data: object) => Buffer.from(JSON.stringify(data)).toString('base64url');
const token = `${part({ alg: 'RS256', kid: 'Zk3tQ9' })}.${part({ tid: own, oid: 'vB7n', x: 'p4Wq8' })}.Mx7Lr2Vt9Kc5Hn1Qz6Ys3Wp8Bd4`;
const proxyPassword = 'Jw5mXq8Rz2Tn7Kd4';

type Answer = (response: ServerResponse, said: string) => void;

export const sends =
  (status: number, body: string | Buffer, headers: Readonly<Record<string, string>> = json): Answer =>
  (response) =>
    void response.writeHead(status, headers).end(body);
const error = (message: string) => JSON.stringify({ error: { code: 'x', message } });
const long = (piece: string) => sends(403, error(piece.repeat(100_000 / piece.length)));
const deep = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

export const faults: Readonly<Record<string, Answer>> = {
  reset: (response) => response.socket?.destroy(),
  'cut off': (response) => {
    response.writeHead(200, { ...json, 'content-length': '1000' }).write('{"value":[');
    response.socket?.end();
  },
  'a page': sends(200, '<html><title>Blocked</title>', { 'content-type': 'text/html' }),
  'a page with 403': sends(403, '<html><title>Blocked</title>', { 'content-type': 'text/html' }),
  'no JSON': sends(200, '{"value":'),
  null: sends(200, 'null'),
  'a number': sends(200, '5'),
  'a list of null': sends(200, '{"value":[null]}'),
  'wrong types': sends(200, '{"value":[{"name":5,"managedidentityid":[],"applicationid":{}}],"TenantId":7}'),
  'hostile IDs': sends(200, '{"value":[{"managedidentityid":"x\')/../../organization","applicationid":"$(id)"}]}'),
  'deep JSON': sends(200, `{"value":${deep(5000)}}`),
  'a deep error': sends(403, deep(5000)),
  'an endless list': (response) =>
    void response
      .writeHead(200, json)
      .end(`{"value":[],"@odata.nextLink":"${environment}/api/data/v9.2/x?n=${Math.random()}"}`),
  'a list that continues elsewhere': sends(200, '{"value":[],"@odata.nextLink":"https://evil.example/x"}'),
  'a redirect elsewhere': sends(302, '', { location: 'https://evil.example/' }),
  'broken gzip': sends(200, 'no', { ...json, 'content-encoding': 'gzip' }),
  'a gzip bomb': sends(200, gzipSync(Buffer.alloc(64 * 1024 * 1024, ' ')), { ...json, 'content-encoding': 'gzip' }),
  'an error of 2 MB': sends(403, error('x'.repeat(2 * 1024 * 1024))),
  'a.': long('a.'),
  'eyJaaaaaa-': long('eyJaaaaaa-'),
  'a://': long('a://'),
  'control characters': sends(403, error('\u001b[8m\u202e\u009b31m\r\n  touch x')),
  echo: (response, said) => void response.writeHead(403, json).end(error(said)),
  'echo, cut': (response, said) => void response.writeHead(403, json).end(error(said.slice(40, 90))),
  'echo in words of ten': (response, said) =>
    void response.writeHead(403, json).end(error((said.match(/.{1,10}/gs) ?? []).join(' '))),
  'echo in words of nine, between letters': (response, said) =>
    void response.writeHead(403, json).end(error((said.match(/.{1,9}/gs) ?? []).join('zz'))),
  'echo in a title': (response, said) =>
    void response.writeHead(403, { 'content-type': 'text/html' }).end(`<title>Denied: ${said}</title>`),
  'echo in headers': (response, said) =>
    void response
      .writeHead(403, { ...json, 'x-ms-request-id': said.slice(0, 300), server: said.slice(0, 300) })
      .end('{}'),
};

const commands = [
  ['doctor', '--component', 'x'],
  ['fic', 'list', '--application-id', own],
  ['env', 'who'],
  ['env', 'list'],
  ['identity', 'list'],
  ['repair', '--component', 'x'],
];

interface Stage {
  readonly seen: readonly { readonly host: string; readonly said: string }[];
  readonly connects: readonly { readonly target: string }[];
  /** What the run printed and logged. */
  run(args: readonly string[], answer: Answer, atSignIn: boolean): Promise<{ code: number | null; text: string }>;
  /** The same without the log, with more in the environment; the sign-in succeeds. */
  runAs(args: readonly string[], answer: Answer, env: Readonly<Record<string, string>>): Promise<Ran>;
  close(): Promise<void>;
}

/** `refuse`: what the proxy answers instead of a tunnel. */
export async function openStage(
  hosts: readonly string[] = [],
  refuse: () => string | null = () => null,
): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'ppmi-wire-'));
  const authority = await createAuthority('Promises root');
  const seen: { host: string; said: string }[] = [];
  let current: { readonly answer: Answer; readonly atSignIn: boolean } = { answer: () => {}, atSignIn: false };
  const server = await startHttps(await authority.issue([...services, ...hosts]), (request, response) => {
    const said = `${request.headers.authorization ?? ''} ${decodeURIComponent(request.body)}`;
    seen.push({ host: request.headers.host ?? '', said });
    const signIn = request.headers.host === 'login.microsoftonline.com';
    if (signIn === current.atSignIn) return current.answer(response, said);
    response.writeHead(200, json).end(JSON.stringify({ token_type: 'Bearer', expires_in: 3600, access_token: token }));
  });
  const proxy = await startProxy(server.port, refuse);
  writeFileSync(join(folder, 'ca.pem'), authority.pem);
  const environmentOf = () => ({
    HTTPS_PROXY: proxy.url.replace('://', `://user:${proxyPassword}@`),
    NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem'),
    PPMI_CLIENT_SECRET: secret,
    PPMI_STATE_DIR: join(folder, 'state'),
    XDG_CONFIG_HOME: join(folder, 'config'),
  });
  return {
    seen,
    connects: proxy.connects,
    async run(args, answer, atSignIn) {
      current = { answer, atSignIn };
      const log = join(folder, `${seen.length}-${Math.random()}.log`);
      // Its own process: most runs wait for retries, and share nothing with the run before.
      const ran = await runPpmi(args, { env: { ...environmentOf(), PPMI_LOG: log }, ownProcess: true });
      let logged = '';
      try {
        logged = readFileSync(log, 'utf8');
      } catch {
        // The command line was refused before anything was sent.
      }
      return { code: ran.code, text: ran.stdout + ran.stderr + logged };
    },
    async runAs(args, answer, env) {
      current = { answer, atSignIn: false };
      return runPpmi(args, { env: { ...environmentOf(), ...env }, ownProcess: true });
    },
    async close() {
      await proxy.close();
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const signIn = ['--sign-in', 'client-secret', '--sign-in-tenant', 'contoso.example', '--sign-in-client-id', own];

/** Eight characters of a secret in a row. */
function pieceIn(text: string): string | null {
  for (const whole of [secret, token, proxyPassword, encodeURIComponent(secret)]) {
    for (let at = 0; at + 8 <= whole.length; at += 1) {
      if (text.includes(whole.slice(at, at + 8))) return whole.slice(at, at + 8);
    }
  }
  return null;
}

const allowed = new Set(services.map((host) => `${host}:443`));

/** Each fault, at the services and at the sign-in, with each command, as text and as JSON. */
const cases = Object.entries(faults).flatMap(([name, answer], index) =>
  commands.flatMap((command, at) =>
    [false, true].map((atSignIn) => ({ name, answer, command, atSignIn, order: (index + at) % commands.length })),
  ),
);

/** Most runs wait for retries, so that several at once cost no more. */
const workers = 4;

/** `count` cases, one command for each fault first, so that a short run sees every fault. */
function onWire(
  which: (fault: string) => boolean,
  judge: (ran: { code: number | null; text: string }, stage: Stage) => string | null,
): Attempt {
  return async (budget: Budget) => {
    const ordered = cases
      .filter(({ name }) => which(name))
      .toSorted((a, b) => a.order - b.order)
      .slice(budget.from, budget.to);
    // Each worker takes the next case, so that what is left over after the time is up lies at the end.
    let next = 0;
    const parts = await Promise.all(
      Array.from({ length: workers }, async () => {
        const stage = await openStage();
        try {
          return await tryEach(
            { ...budget, from: 0, to: ordered.length },
            async () => {
              const index = next;
              next += 1;
              const found = ordered[index];
              if (found === undefined) return null;
              const { name, answer, command, atSignIn } = found;
              const everywhere = command[0] === 'env' && command[1] === 'list';
              const args = [...command, ...(everywhere ? [] : ['--environment', environment]), ...signIn];
              const format = index % 2 === 0 ? ['--json'] : [];
              const why = judge(await stage.run([...args, ...format], answer, atSignIn), stage);
              return why === null ? null : `${name}${atSignIn ? ' at the sign-in' : ''}, ${command.join(' ')}: ${why}`;
            },
            Infinity,
          );
        } finally {
          await stage.close();
        }
      }),
    );
    return {
      tried: Math.min(next, ordered.length),
      failures: parts.flatMap(({ failures }) => failures),
      worst: null,
    };
  };
}

export const survived = onWire(
  () => true,
  ({ code, text }) => {
    // Nothing that these faults answer is a result, so that 0 would hide it.
    if (code !== 1 && code !== 2) return `exit code ${code}: ${text.slice(0, 300)}`;
    return text.includes('PPMI9099') ? `a bug: ${text.slice(0, 400)}` : null;
  },
);

const saysBack = (fault: string) => /^echo|^control|^a page/.test(fault);

export const secrets = onWire(saysBack, ({ text }, { connects }) => {
  const piece = pieceIn(text);
  if (piece !== null)
    return `shows ${piece}: …${text.slice(Math.max(0, text.indexOf(piece) - 150), text.indexOf(piece) + 60)}`;
  const stranger = connects.find(({ target }) => !allowed.has(target));
  return stranger === undefined ? null : `connected to ${stranger.target}`;
});

const strangers = [
  'contoso.crm4.dynamics.com.evil.example',
  'evil.example',
  'crm4.dynamics.com.evil.example',
  'contoso-crm4.dynamics.com.evil.example',
  'xn--contso-wxe.crm4.dynamics.com.evil.example',
];

const addresses = [
  ...strangers.map((host) => `https://${host}`),
  'https://contoso.crm4.dynamics.com@evil.example',
  'https://user:x@contoso.crm4.dynamics.com',
  'https://evil.example/contoso.crm4.dynamics.com',
  'https://evil.example#contoso.crm4.dynamics.com',
  'https://evil.example?contoso.crm4.dynamics.com',
  'https://contoso.crm4.dynamics.com:8443',
  'https://contoso.crm4.dynamics.com.',
  'https://contoso。crm4.dynamics.com.evil.example',
  'https://contoso.crm4.dynamіcs.com',
  'http://contoso.crm4.dynamics.com',
  'https://127.0.0.1',
  'https://2130706433',
  'https://0x7f000001',
  'https://[::1]',
  'https://contoso.crm4.dynamics.com\\@evil.example',
  'https://evil.example%2econtoso.crm4.dynamics.com',
  'file:///etc/passwd',
  'https://contoso.crm4.dynamics.com\r\nHost: evil.example',
  'https://contoso.crm4.dynamics.com\tevil.example',
];

/** No host outside the cloud table gets a request that carries the secret, the token, or anything at all. */
export const hosts: Attempt = async (budget) => {
  const stage = await openStage(strangers);
  try {
    return await tryEach({ ...budget, to: Math.min(budget.to, addresses.length) }, async (index) => {
      const address = addresses[index] ?? '';
      const before = stage.seen.length;
      const args = ['env', 'who', '--environment', address, ...signIn, '--json'];
      const { code, text } = await stage.run(args, sends(200, '{}'), false);
      const stray = stage.seen.slice(before).find(({ host }) => !allowed.has(`${host.replace(/:443$/, '')}:443`));
      if (stray !== undefined) return `${address}: a request to ${stray.host}`;
      const carried = stage.seen
        .slice(before)
        .find(({ host, said }) => !services.includes(host) && pieceIn(said) !== null);
      if (carried !== undefined) return `${address}: a secret to ${carried.host}`;
      return text.includes('PPMI9099') || code === 70 ? `${address}: a bug` : null;
    });
  } finally {
    await stage.close();
  }
};
