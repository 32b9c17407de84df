import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { createRedactor } from '../../src/domain/redact.ts';
import type { HttpRequest } from '../../src/net/http.ts';
import { failure } from '../thrown.ts';
import { createAuthority, startProxy } from './loopback.ts';
import { graph, json, ok, status, testClient } from './test-client.ts';

describe('createHttp', () => {
  const client = testClient();
  const { answers, get, make } = client;

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
      await client.http.close();
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
      await client.http.close();
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
      await client.http.close();
      make({ timeouts: { headersMs: 60, totalMs: 60 }, retry: { tries: 1 } });
      answers(() => undefined);
      expect((await failure(get())).args.detail).to.match(/time-?out/i);
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

  describe('isolation under the emulator', () => {
    it("uses the emulator's proxy and CA, whatever the machine is configured for", async () => {
      const trap = await startProxy(1);
      await client.http.close();
      make({
        environment: { PPMI_PROXY: trap.url, HTTPS_PROXY: trap.url, NO_PROXY: '*', NODE_EXTRA_CA_CERTS: '/nowhere' },
        proxy: trap.url,
        ca: [],
        emulated: { proxyUrl: client.proxy.url, caPem: client.authority.pem },
      });
      answers(ok);
      for (const url of [`${graph}/`, `https://localhost:${client.server.port}/`, 'https://evil.example/'])
        await get({ url });
      await trap.close();
      expect(trap.connects).to.deep.equal([]);
      expect(client.proxy.connects.slice(-3).map(({ target }) => target)).to.deep.equal([
        'graph.microsoft.com:443',
        `localhost:${client.server.port}`,
        'evil.example:443',
      ]);
      expect(client.log.every((entry) => entry.emulated)).to.equal(true);
    });

    it("trusts no certificate but the emulator's", async () => {
      const other = await createAuthority('Other root');
      await client.http.close();
      make({
        ca: [client.authority.pem],
        emulated: { proxyUrl: client.proxy.url, caPem: other.pem },
        retry: { tries: 1 },
      });
      expect((await failure(get())).id).to.equal('cut-off');
    });
  });
});
