import { expect } from 'chai';
import type { Network } from '../../src/net/network.ts';
import { ResolveFailed } from '../../src/net/resolve.ts';
import { failure } from '../thrown.ts';
import { type Handler, startProxy } from './loopback.ts';
import { json, ok, status, testClient } from './test-client.ts';

describe('createHttp', () => {
  const client = testClient();
  const { answers, get, make } = client;

  describe('connections', () => {
    it('to one host are six at a time at most', async () => {
      let inside = 0;
      let most = 0;
      client.handler = (request, response) => {
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
      await client.http.close();
      make({ environment: { https_proxy: gone.url }, retry: { tries: 1 } });
      const error = await failure(get());
      expect([error.id, error.args.host]).to.deep.equal(['cut-off', 'graph.microsoft.com']);
      expect(error.args.detail).to.contain('ECONNREFUSED');
    });

    it('name the finding of what failed, with its owner, and are not tried again', async () => {
      await client.http.close();
      make({ environment: { HTTPS_PROXY: 'http://127.0.0.1:1' } });
      const error = await failure(get());
      expect([error.id, error.finding?.name, client.slept.length]).to.deep.equal([
        'cut-off',
        'proxy-refuses-connection',
        0,
      ]);
    });

    it('do not doubt a proxy that led to another host', async () => {
      const picky = await startProxy(client.server.port, (target) => (target.startsWith('graph.') ? '' : null));
      answers(ok);
      await client.http.close();
      make({ environment: { https_proxy: picky.url }, retry: { tries: 1 } });
      expect((await failure(get())).finding?.name).to.equal('proxy-is-no-proxy');
      await get({ url: 'https://login.microsoftonline.com/x' });
      expect((await failure(get())).finding?.name).to.equal('proxy-refuses-host');
      await picky.close();
    });

    it('name a DNS filter, as connectivity does', async () => {
      await client.http.close();
      const network: Network = {
        resolve: async () => ({ addresses: [{ address: '0.0.0.0', family: 4 }], from: 'dns', source: '10.0.0.53' }),
        dial: async () => {
          throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
        },
      };
      make({ environment: {}, network });
      const error = await failure(get());
      expect([error.finding?.name, client.slept.length]).to.deep.equal(['dns-filtered', 0]);
    });

    it('name a portal that says that it requires a sign-in', async () => {
      answers((_, response) => void response.writeHead(511, { 'content-type': 'text/html' }).end('<title>Guest'));
      expect((await failure(get())).finding?.name).to.equal('captive-portal');
    });

    it('ask a resolver that fails one more time', async () => {
      await client.http.close();
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
      await client.http.close();
      make({ timeouts: { headersMs: 60 } });
      const count = answers(() => undefined);
      const error = await failure(get());
      expect([error.finding?.name, count(), client.slept.length]).to.deep.equal(['http-no-answer', 1, 0]);
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
      await client.http.close();
      make({ ca: [], retry: { tries: 1 } });
      expect((await failure(get())).args.detail).to.match(/UNABLE_TO_VERIFY_LEAF_SIGNATURE/);
    });

    it('stay verified under NODE_TLS_REJECT_UNAUTHORIZED=0', async () => {
      await client.http.close();
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
      const picky = await startProxy(client.server.port, (_, { 'proxy-authorization': sent }) =>
        sent === `Basic ${Buffer.from(`u:${secret}`).toString('base64')}`
          ? null
          : 'HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n',
      );
      const address = (password: string) => picky.url.replace('//', `//u:${encodeURIComponent(password)}@`);
      answers(ok);
      await client.http.close();
      make({ environment: { https_proxy: address(secret) } });
      expect((await get()).status).to.equal(200);
      await client.http.close();
      make({ environment: { https_proxy: address('wrong-canary') } });
      const error = await failure(get());
      await picky.close();
      expect(error.args.detail).to.contain('the proxy answered 407');
      expect(JSON.stringify([error.args, error.stack, client.log])).to.not.contain('canary');
      expect(client.slept).to.deep.equal([]);
    });

    it('bypass the proxy for a host in NO_PROXY', async () => {
      const { connects } = client.proxy;
      const before = connects.length;
      await client.http.close();
      make({ environment: { https_proxy: client.proxy.url, no_proxy: '127.0.0.1' } });
      answers(ok);
      expect((await get({ url: `https://127.0.0.1:${client.server.port}/` })).status).to.equal(200);
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
});
