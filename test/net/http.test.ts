import * as https from 'node:https';
import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { PpmiError } from '../../src/domain/errors.ts';
import { createRedactor } from '../../src/domain/redact.ts';
import {
  createHttp,
  followPages,
  type Http,
  type HttpOptions,
  type HttpRequest,
  type LogEntry,
} from '../../src/net/http.ts';
import type { Network } from '../../src/net/network.ts';
import { ResolveFailed } from '../../src/net/resolve.ts';
import { AccessToken } from '../../src/net/token.ts';
import {
  type Authority,
  createAuthority,
  type ForwardProxy,
  type Handler,
  listen,
  type Server,
  startHttps,
  startProxy,
} from './loopback.ts';

const graph = 'https://graph.microsoft.com';
const canary = 'canary-token-1234567890';
const json = { 'content-type': 'application/json' };

describe('createHttp', () => {
  let authority: Authority;
  let server: Server;
  let proxy: ForwardProxy;
  let handler: Handler;
  let http: Http;
  let slept: number[];
  let log: LogEntry[];

  const make = (options: Partial<HttpOptions> = {}): Http => {
    slept = [];
    log = [];
    const clock = { now: () => 0, sleep: async (ms: number) => void slept.push(ms), random: () => 0.5 };
    const environment = { https_proxy: proxy.url };
    http = createHttp({
      redactor: createRedactor(),
      environment,
      ca: [authority.pem],
      clock,
      onLog: (entry) => log.push(entry),
      ...options,
    });
    return http;
  };
  const get = (options: Partial<HttpRequest> = {}) =>
    http.request({ method: 'GET', url: `${graph}/v1.0/x?q=1`, system: 'graph', ...options });
  const failure = async (work: Promise<unknown>): Promise<PpmiError> => {
    try {
      await work;
    } catch (error) {
      if (error instanceof PpmiError) return error;
      throw error;
    }
    throw new Error('nothing was thrown');
  };
  const answers = (...each: readonly Handler[]): (() => number) => {
    let count = 0;
    handler = (request, response) => each[Math.min(count++, each.length - 1)]?.(request, response);
    return () => count;
  };
  const status =
    (code: number, headers: Record<string, string> = {}): Handler =>
    (_, response) =>
      void response.writeHead(code, { ...json, ...headers }).end('{"error":{"code":"x"}}');
  const ok: Handler = (_, response) => void response.writeHead(200, json).end('{"value":[1]}');

  before(async () => {
    authority = await createAuthority('Test root');
    const names = ['graph.microsoft.com', 'login.microsoftonline.com', 'evil.example', '127.0.0.1', 'localhost'];
    server = await startHttps(await authority.issue(names), (request, response) => handler(request, response));
    proxy = await startProxy(server.port);
  });
  beforeEach(() => make());
  afterEach(() => http.close());
  after(async () => {
    await proxy.close();
    await server.close();
  });

  describe('answers', () => {
    it('are parsed, with the IDs for a support ticket', async () => {
      answers(
        (request, response) =>
          void response
            .writeHead(200, {
              ...json,
              'request-id': 'r1',
              'client-request-id': `${request.headers['client-request-id']}`,
            })
            .end('{"a":1}'),
      );
      const answer = await get();
      expect(answer.json).to.deep.equal({ a: 1 });
      expect(answer.requestId).to.equal('r1');
      expect(answer.correlationId).to.match(/^[0-9a-f-]{36}$/);
    });

    it('that refuse are values', async () => {
      answers(status(403));
      expect(await get()).to.deep.include({ status: 403, json: { error: { code: 'x' } } });
    });

    it('that are compressed are opened', async () => {
      answers(
        (_, response) => void response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end(gzipSync('{"a":2}')),
      );
      expect((await get()).json).to.deep.equal({ a: 2 });
    });

    it('send JSON, forms and bytes', async () => {
      answers(
        (request, response) =>
          void response
            .writeHead(200, json)
            .end(JSON.stringify([request.method, request.headers['content-type'], request.body])),
      );
      const post = async (body: Partial<HttpRequest>) => (await get({ method: 'POST', ...body })).json;
      expect(await post({ json: { a: 'ä' } })).to.deep.equal(['POST', 'application/json; charset=utf-8', '{"a":"ä"}']);
      expect(await post({ form: { a: 'b c&' } })).to.deep.equal([
        'POST',
        'application/x-www-form-urlencoded',
        'a=b+c%26',
      ]);
    });

    it('of bytes are bytes, and an empty 204 is empty', async () => {
      answers(
        (_, response) =>
          void response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(Buffer.from([0, 255])),
        (_, response) => void response.writeHead(204).end(),
      );
      expect([...(await get({ expect: 'bytes' })).bytes]).to.deep.equal([0, 255]);
      expect((await get()).json).to.equal(undefined);
    });

    for (const [what, answer, says, tries] of [
      [
        'HTML instead of JSON',
        [200, { 'content-type': 'text/html' }, '<html><title>Blocked by policy</title>'],
        'Blocked by policy',
        1,
      ],
      ["a 404 that is not the service's", [404, { 'content-type': 'text/html' }, '<html>'], 'HTTP 404', 1],
      ['a 403 page', [403, { 'content-type': 'text/html' }, '<html>'], 'proxy or portal', 1],
      ['an empty 404', [404, {}, ''], 'no body', 1],
      ['cut JSON', [200, json, '{"value":['], 'cut or broken', 2],
      ['a broken compression', [200, { ...json, 'content-encoding': 'gzip' }, 'no'], 'compressed body is broken', 2],
      ['an encoding nobody asked for', [200, { ...json, 'content-encoding': 'br' }, 'x'], 'encoded as br', 1],
    ] as const) {
      it(`that are ${what} are malformed, never guessed`, async () => {
        const count = answers((_, response) => void response.writeHead(answer[0], answer[1]).end(answer[2]));
        const error = await failure(get());
        expect([error.id, count()]).to.deep.equal(['answer-malformed', tries]);
        expect(error.args.detail).to.contain(says);
      });
    }

    it('that decompress to more than the limit are refused, once', async () => {
      const bomb = gzipSync(Buffer.alloc(33 * 1024 * 1024, ' '));
      const count = answers(
        (_, response) => void response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end(bomb),
      );
      const error = await failure(get());
      expect([error.id, count()]).to.deep.equal(['answer-malformed', 1]);
      expect(error.args.detail).to.contain('larger than 32 MB');
    });

    it('that are larger than the limit are refused, once', async () => {
      const count = answers((_, response) => void response.writeHead(200, json).end(Buffer.alloc(33 * 1024 * 1024)));
      const error = await failure(get());
      expect([error.id, count()]).to.deep.equal(['answer-malformed', 1]);
      expect(error.args.detail).to.contain('larger than 32 MB');
    });

    it('M9: that arrive one byte per second fail, once', async () => {
      await http.close();
      let now = 0;
      make({ clock: { now: () => (now += 20_000), sleep: async () => undefined, random: () => 0.5 } });
      const count = answers((_, response) => {
        response.writeHead(200, json).write('{');
        setImmediate(() => response.write('"'));
      });
      const error = await failure(get());
      expect([error.id, count()]).to.deep.equal(['answer-malformed', 1]);
      expect(error.args.detail).to.contain('bytes a second');
    });

    it('show no piece of a secret in the title of a page', async () => {
      await http.close();
      const redactor = createRedactor();
      const secret = 'abc8Q~CANARYSECRETabcdefghijklmnopqrstuvwx';
      redactor.register(secret);
      make({ redactor });
      answers((_, response) => {
        response.writeHead(403, { 'content-type': 'text/html' });
        response.end(`<title>${'x'.repeat(60)} ${secret}</title>`);
      });
      expect((await failure(get())).args.detail)
        .to.contain('titled')
        .and.not.contain('abc8Q');
    });

    it('that are truncated fail as cut-off', async () => {
      answers((_, response) => {
        response.writeHead(200, { ...json, 'content-length': '100' });
        response.write('{"a":');
        response.socket?.end();
      });
      expect((await failure(get())).id).to.equal('cut-off');
    });

    it('that never arrive fail as cut-off', async () => {
      await http.close();
      make({ timeouts: { headersMs: 60, totalMs: 60 }, retry: { tries: 1 } });
      answers(() => undefined);
      expect((await failure(get())).args.detail).to.match(/time-?out/i);
    });
  });

  describe('retries', () => {
    it('wait as long as Retry-After says', async () => {
      const count = answers(status(429, { 'retry-after': '7' }), status(503, { 'retry-after': '2' }), ok);
      expect((await get()).status).to.equal(200);
      expect([count(), ...slept]).to.deep.equal([3, 7125, 2125]);
      expect(log.map((entry) => [entry.status, entry.retryInMs])).to.deep.equal([
        [429, 7125],
        [503, 2125],
        [200, null],
      ]);
    });

    it('delay every other request to the host', async () => {
      let wake = () => {};
      let asleep = () => {};
      const resting = new Promise<void>((resolve) => (asleep = resolve));
      const sleep = () => {
        asleep();
        return new Promise<void>((resolve) => (wake = resolve));
      };
      make({ clock: { now: () => 0, sleep, random: () => 0.5 } });
      const count = answers(status(429, { 'retry-after': '7' }), ok);
      const first = get();
      await resting;
      const others = Promise.all([get(), get()]);
      await new Promise((resolve) => setImmediate(resolve));
      expect(count()).to.equal(1);
      wake();
      await Promise.all([first, others]);
      expect(count()).to.equal(4);
    });

    it('back off without it', async () => {
      answers(status(500), status(502), status(504), ok);
      await get();
      expect(slept).to.deep.equal([500, 1000, 2000]);
    });

    it('end at the budget, and say how long the service asked for', async () => {
      const count = answers(status(429, { 'retry-after': '300', 'client-request-id': 'c1' }));
      const error = await failure(get());
      expect([count(), error.id, error.args.host]).to.deep.equal([1, 'throttled', 'graph.microsoft.com']);
      expect(error.args.detail).to.contain('asks to wait 300 s').and.to.contain('c1');
    });

    it('end with the last answer where it is not throttling', async () => {
      const count = answers(status(500));
      expect((await get()).status).to.equal(500);
      expect(count()).to.equal(5);
    });

    it('share one time limit', async () => {
      await http.close();
      let now = 0;
      make({ clock: { now: () => (now += 50_000), sleep: async () => undefined, random: () => 0.5 } });
      const count = answers((_, response) => void response.writeHead(500, json).end());
      expect((await get()).status).to.equal(500);
      // 180 s at 50 s and more each.
      expect(count()).to.be.within(2, 3);
    });

    it('never repeat POST and PATCH, unless the caller allows it', async () => {
      for (const method of ['POST', 'PATCH']) {
        const count = answers(status(503), ok);
        expect((await failure(get({ method, json: {} }))).id).to.equal('throttled');
        expect(count()).to.equal(1);
      }
      const count = answers(status(503), ok);
      await get({ method: 'POST', json: {}, idempotent: true });
      expect(count()).to.equal(2);
    });

    it('repeat after a reset, once a request without a token has shown that no client certificate is demanded', async () => {
      const asked: string[] = [];
      handler = (request, response) => {
        asked.push(`${request.url} ${request.headers.authorization ?? 'without a token'}`);
        return asked.length === 1 ? void request.socket.destroy() : ok(request, response);
      };
      expect((await get()).status).to.equal(200);
      expect(asked.map((each) => each.replace('/v1.0/x?q=1', 'request'))).to.deep.equal([
        'request without a token',
        '/ without a token',
        'request without a token',
      ]);
    });

    it('try a connection that closes without an answer two times, and then name it', async () => {
      let requests = 0;
      handler = (request) => {
        if (request.url === '/v1.0/x?q=1') requests += 1;
        request.socket.destroy();
      };
      const error = await failure(get());
      expect([error.id, error.finding?.name, requests, ...slept]).to.deep.equal(['cut-off', 'http-cut-off', 2, 500]);
    });

    it('never send a write again whose connection closed', async () => {
      let writes = 0;
      handler = (request) => {
        if (request.method === 'POST') writes += 1;
        request.socket.destroy();
      };
      const error = await failure(get({ method: 'POST', json: {} }));
      expect([error.finding?.name, writes, slept.length]).to.deep.equal(['http-cut-off', 1, 0]);
    });

    it('are not repeated where a client certificate is demanded after the handshake (TLS 1.3)', async () => {
      const own = await authority.issue(['graph.microsoft.com']);
      const demanding = https.createServer({ ...own, requestCert: true, rejectUnauthorized: true, ca: authority.pem });
      const far = await listen(demanding);
      const demandingProxy = await startProxy(far.port);
      await http.close();
      make({ environment: { https_proxy: demandingProxy.url } });
      const error = await failure(get());
      await far.close();
      await demandingProxy.close();
      expect([error.finding?.name, slept.length]).to.deep.equal(['tls-client-certificate', 0]);
    });

    it('do not repeat a refused request', async () => {
      const count = answers(status(403));
      await get();
      expect([count(), slept.length]).to.deep.equal([1, 0]);
    });
  });

  describe('tokens', () => {
    const token = (origin = graph) => new AccessToken(canary, { scope: `${origin}/.default`, origin }, null);

    it('are sent to the origin that they were requested for', async () => {
      answers(
        (request, response) =>
          void response
            .writeHead(200, json)
            .end(JSON.stringify({ sent: request.headers.authorization === `Bearer ${canary}` })),
      );
      expect((await get({ token: token() })).json).to.deep.equal({ sent: true });
    });

    for (const [what, url, origin, options] of [
      ['another host of the table', 'https://login.microsoftonline.com/', graph, {}],
      ['a host outside the table', 'https://evil.example/', 'https://evil.example', {}],
      ['a host of another cloud', `${graph}/`, graph, { clouds: ['china'] }],
      ['plain http', 'http://graph.microsoft.com/', 'http://graph.microsoft.com', {}],
      ['another port', `${graph}:8443/`, graph, {}],
      ['a name that only ends like one', 'https://xgraph.microsoft.com/', 'https://xgraph.microsoft.com', {}],
    ] as const) {
      it(`are never sent to ${what}`, async () => {
        await http.close();
        make(options as Partial<HttpOptions>);
        const count = answers(ok);
        const error = await failure(get({ url, token: token(origin) }));
        expect([error.id, count()]).to.deep.equal(['host-not-allowed', 0]);
      });
    }

    it('are sent to other hosts if the user allows them', async () => {
      await http.close();
      make({ allowedHosts: ['evil.example'] });
      answers(ok);
      expect((await get({ url: 'https://evil.example/', token: token('https://evil.example') })).status).to.equal(200);
    });

    it('cannot be printed', () => {
      const shown = [
        String(token()),
        JSON.stringify({ t: token() }),
        inspect(token(), { depth: 9, showHidden: true }),
        `${inspect({ token: token() })}`,
      ];
      expect(shown.join()).to.contain('token for https://graph.microsoft.com').and.not.contain(canary);
    });

    it('appear in no error and no log line', async () => {
      answers(
        (_, response) => void response.writeHead(404, { 'content-type': 'text/html' }).end(`<title>${canary}</title>`),
      );
      const redactor = createRedactor();
      redactor.register(canary);
      await http.close();
      make({ redactor });
      const error = await failure(get({ token: token() }));
      expect(JSON.stringify([error, error.message, error.args, error.stack, log])).to.not.contain(canary);
    });
  });

  describe('redirects', () => {
    it('are followed on the same origin', async () => {
      answers(
        (_, response) =>
          void response.writeHead(302, { location: '/v1.0/y', 'content-type': 'text/html' }).end('moved'),
        (request, response) => void response.writeHead(200, json).end(JSON.stringify(request.url)),
      );
      expect((await get()).json).to.equal('/v1.0/y');
    });

    it('to another origin are refused, with and without a token', async () => {
      const count = answers(
        (_, response) => void response.writeHead(302, { location: 'https://evil.example/x' }).end(),
      );
      const error = await failure(get());
      expect(error).to.deep.include({ id: 'redirect-refused', args: { from: graph, to: 'https://evil.example' } });
      expect(count()).to.equal(1);
    });

    it('of a POST are refused', async () => {
      answers((_, response) => void response.writeHead(307, { location: '/v1.0/y' }).end());
      expect((await failure(get({ method: 'POST', json: {} }))).id).to.equal('redirect-refused');
    });

    it('in a loop fail', async () => {
      const count = answers((_, response) => void response.writeHead(302, { location: '/v1.0/x' }).end());
      expect((await failure(get())).id).to.equal('redirect-refused');
      expect(count()).to.equal(6);
    });
  });

  describe('pages', () => {
    const page =
      (next: string | null): Handler =>
      (_, response) =>
        void response.writeHead(200, json).end(JSON.stringify({ value: [1], '@odata.nextLink': next ?? undefined }));

    it('are followed, with :443 and relative links too', async () => {
      answers(page(`${graph}:443/v1.0/x?page=2`), page('/v1.0/x?page=3'), page(null));
      const seen: unknown[] = [];
      for await (const each of followPages(http, { method: 'GET', url: `${graph}/v1.0/x`, system: 'graph' }))
        seen.push(each.json);
      expect(seen).to.have.length(3);
    });

    const all = async () => {
      let count = 0;
      const pages = followPages(http, { method: 'GET', url: `${graph}/v1.0/x`, system: 'graph' });
      for await (const _ of pages) count += 1;
      return count;
    };

    it('that link to themselves fail at once', async () => {
      const count = answers(page('/v1.0/x'));
      const error = await failure(all());
      expect([error.id, count()]).to.deep.equal(['answer-malformed', 1]);
    });

    it('without end stop at the limit', async () => {
      let asked = 0;
      const endless = {
        request: async () => {
          asked += 1;
          return { json: { nextLink: `/v1.0/x?page=${asked}` }, bytes: new Uint8Array() } as never;
        },
      };
      const pages = followPages(endless, { method: 'GET', url: `${graph}/v1.0/x`, system: 'graph' });
      const run = async () => {
        for await (const _ of pages);
      };
      expect([(await failure(run())).args.detail, asked]).to.deep.equal(['the list has more than 1000 pages', 1000]);
    });

    it('M2: of empty objects by the million are refused before they take memory', async () => {
      answers((_, response) => void response.writeHead(200, json).end(`{"value":[${'{},'.repeat(600_000)}{}]}`));
      const { id, args } = await failure(all());
      expect([id, String(args.detail).includes('more than 500000 objects')]).to.deep.equal(['answer-malformed', true]);
    });

    it('on another origin are refused', async () => {
      answers(page('https://evil.example/v1.0/x?page=2'));
      const pages = followPages(http, { method: 'GET', url: `${graph}/v1.0/x`, system: 'graph' });
      await pages.next();
      expect((await failure(pages.next())).args).to.deep.equal({ from: graph, to: 'https://evil.example' });
    });
  });

  describe('connections', () => {
    it('to one host are six at a time at most', async () => {
      let inside = 0;
      let most = 0;
      handler = (request, response) => {
        inside += 1;
        most = Math.max(most, inside);
        setImmediate(() => {
          inside -= 1;
          ok(request, response);
        });
      };
      await Promise.all(Array.from({ length: 30 }, () => get()));
      expect(most).to.be.within(2, 6);
    });

    it('fail by name when nothing listens', async () => {
      const gone = await startProxy(1);
      await gone.close();
      await http.close();
      make({ environment: { https_proxy: gone.url }, retry: { tries: 1 } });
      const error = await failure(get());
      expect([error.id, error.args.host]).to.deep.equal(['cut-off', 'graph.microsoft.com']);
      expect(error.args.detail).to.contain('ECONNREFUSED');
    });

    it('name the finding of what failed, with its owner, and are not tried again', async () => {
      await http.close();
      make({ environment: { HTTPS_PROXY: 'http://127.0.0.1:1' } });
      const error = await failure(get());
      expect([error.id, error.finding?.name, slept.length]).to.deep.equal(['cut-off', 'proxy-refuses-connection', 0]);
    });

    it('name a DNS filter, as connectivity does', async () => {
      await http.close();
      const network: Network = {
        resolve: async () => ({ addresses: [{ address: '0.0.0.0', family: 4 }], from: 'dns', source: '10.0.0.53' }),
        dial: async () => {
          throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
        },
      };
      make({ environment: {}, network });
      const error = await failure(get());
      expect([error.finding?.name, slept.length]).to.deep.equal(['dns-filtered', 0]);
    });

    it('name a portal that says that it requires a sign-in', async () => {
      answers((_, response) => void response.writeHead(511, { 'content-type': 'text/html' }).end('<title>Guest'));
      expect((await failure(get())).finding?.name).to.equal('captive-portal');
    });

    it('ask a resolver that fails one more time', async () => {
      await http.close();
      let asked = 0;
      const network: Network = {
        resolve: async (host) => {
          asked += 1;
          throw new ResolveFailed(host, 'ESERVFAIL', [{ server: '10.0.0.53', code: 'ESERVFAIL' }]);
        },
        dial: async () => expect.fail('dialled'),
      };
      make({ environment: {}, network });
      const error = await failure(get());
      expect([error.finding?.name, asked]).to.deep.equal(['dns-resolver-fails', 2]);
    });

    it('that get no response in time are not sent again', async () => {
      await http.close();
      make({ timeouts: { headersMs: 60 } });
      const count = answers(() => undefined);
      const error = await failure(get());
      expect([error.finding?.name, count(), slept.length]).to.deep.equal(['http-no-answer', 1, 0]);
    });

    it('name a block page, a body that is cut and a service that is unavailable', async () => {
      for (const [handle, name] of [
        [(_, response) => response.writeHead(403, { 'content-type': 'text/html' }).end('<title>x'), 'block-page'],
        [(_, response) => response.writeHead(200, json).end('{"a":'), 'http-body-cut'],
        [status(503), 'service-unavailable'],
        [(_, response) => response.writeHead(503, { 'content-type': 'text/html' }).end('<title>x'), 'foreign-answer'],
        [(_, response) => response.writeHead(404, { 'content-type': 'text/html' }).end('<title>x'), 'foreign-answer'],
        [status(429, { 'retry-after': '300' }), 'throttled'],
      ] as readonly (readonly [Handler, string])[]) {
        answers(handle);
        expect((await failure(get())).finding?.name).to.equal(name);
      }
    });

    it('fail for an unknown CA', async () => {
      await http.close();
      make({ ca: [], retry: { tries: 1 } });
      expect((await failure(get())).args.detail).to.match(/UNABLE_TO_VERIFY_LEAF_SIGNATURE/);
    });

    it('stay verified under NODE_TLS_REJECT_UNAUTHORIZED=0', async () => {
      await http.close();
      make({ ca: [], retry: { tries: 1 } });
      const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
      process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
      try {
        expect((await failure(get())).id).to.equal('cut-off');
      } finally {
        if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
        else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before;
      }
    });

    it("take the proxy's credentials decoded, and never show them", async () => {
      const secret = 'p@ss:canary';
      const picky = await startProxy(server.port, (_, { 'proxy-authorization': sent }) =>
        sent === `Basic ${Buffer.from(`u:${secret}`).toString('base64')}`
          ? null
          : 'HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n',
      );
      const address = (password: string) => picky.url.replace('//', `//u:${encodeURIComponent(password)}@`);
      answers(ok);
      await http.close();
      make({ environment: { https_proxy: address(secret) } });
      expect((await get()).status).to.equal(200);
      await http.close();
      make({ environment: { https_proxy: address('wrong-canary') } });
      const error = await failure(get());
      await picky.close();
      expect(error.args.detail).to.contain('the proxy answered 407');
      expect(JSON.stringify([error.args, error.stack, log])).to.not.contain('canary');
      expect(slept).to.deep.equal([]);
    });

    it('bypass the proxy for a host in NO_PROXY', async () => {
      const { connects } = proxy;
      const before = connects.length;
      await http.close();
      make({ environment: { https_proxy: proxy.url, no_proxy: '127.0.0.1' } });
      answers(ok);
      expect((await get({ url: `https://127.0.0.1:${server.port}/` })).status).to.equal(200);
      expect(connects.length).to.equal(before);
    });

    it('end when they are aborted', async () => {
      const controller = new AbortController();
      answers(() => controller.abort(new Error('called off')));
      try {
        await get({ signal: controller.signal });
        expect.fail('answered');
      } catch (error) {
        expect((error as Error).message).to.equal('called off');
      }
    });
  });

  describe('isolation under the emulator', () => {
    it("uses the emulator's proxy and CA, whatever the machine is configured for", async () => {
      const trap = await startProxy(1);
      await http.close();
      make({
        environment: { PPMI_PROXY: trap.url, HTTPS_PROXY: trap.url, NO_PROXY: '*', NODE_EXTRA_CA_CERTS: '/nowhere' },
        proxy: trap.url,
        ca: [],
        emulated: { proxyUrl: proxy.url, caPem: authority.pem },
      });
      answers(ok);
      for (const url of [`${graph}/`, `https://localhost:${server.port}/`, 'https://evil.example/']) await get({ url });
      await trap.close();
      expect(trap.connects).to.deep.equal([]);
      expect(proxy.connects.slice(-3).map(({ target }) => target)).to.deep.equal([
        'graph.microsoft.com:443',
        `localhost:${server.port}`,
        'evil.example:443',
      ]);
      expect(log.every((entry) => entry.emulated)).to.equal(true);
    });

    it("trusts no certificate but the emulator's", async () => {
      const other = await createAuthority('Other root');
      await http.close();
      make({ ca: [authority.pem], emulated: { proxyUrl: proxy.url, caPem: other.pem }, retry: { tries: 1 } });
      expect((await failure(get())).id).to.equal('cut-off');
    });
  });
});
