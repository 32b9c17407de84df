import * as https from 'node:https';
import { expect } from 'chai';
import { failure } from '../thrown.ts';
import { listen, startProxy } from './loopback.ts';
import { json, ok, status, testClient } from './test-client.ts';

describe('createHttp', () => {
  const client = testClient();
  const { answers, get, make } = client;

  describe('retries', () => {
    it('wait as long as Retry-After says', async () => {
      const count = answers(status(429, { 'retry-after': '7' }), status(503, { 'retry-after': '2' }), ok);
      expect((await get()).status).to.equal(200);
      expect([count(), ...client.slept]).to.deep.equal([3, 7125, 2125]);
      expect(client.log.map((entry) => [entry.status, entry.retryInMs])).to.deep.equal([
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
      expect(client.slept).to.deep.equal([500, 1000, 2000]);
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
      await client.http.close();
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
      client.handler = (request, response) => {
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
      client.handler = (request) => {
        if (request.url === '/v1.0/x?q=1') requests += 1;
        request.socket.destroy();
      };
      const error = await failure(get());
      expect([error.id, error.finding?.name, requests, ...client.slept]).to.deep.equal([
        'cut-off',
        'http-cut-off',
        2,
        500,
      ]);
    });

    it('never send a write again whose connection closed', async () => {
      let writes = 0;
      client.handler = (request) => {
        if (request.method === 'POST') writes += 1;
        request.socket.destroy();
      };
      const error = await failure(get({ method: 'POST', json: {} }));
      expect([error.finding?.name, writes, client.slept.length]).to.deep.equal(['http-cut-off', 1, 0]);
    });

    it('are not repeated where a client certificate is demanded after the handshake (TLS 1.3)', async () => {
      const own = await client.authority.issue(['graph.microsoft.com']);
      const demanding = https.createServer({
        ...own,
        requestCert: true,
        rejectUnauthorized: true,
        ca: client.authority.pem,
      });
      const far = await listen(demanding);
      const demandingProxy = await startProxy(far.port);
      await client.http.close();
      make({ environment: { https_proxy: demandingProxy.url } });
      const error = await failure(get());
      await far.close();
      await demandingProxy.close();
      expect([error.finding?.name, client.slept.length]).to.deep.equal(['tls-client-certificate', 0]);
    });

    it('do not repeat a refused request', async () => {
      const count = answers(status(403));
      await get();
      expect([count(), client.slept.length]).to.deep.equal([1, 0]);
    });
  });
});
