import { inspect } from 'node:util';
import { expect } from 'chai';
import { createRedactor } from '../../src/domain/redact.ts';
import type { HttpOptions } from '../../src/net/http.ts';
import { AccessToken } from '../../src/net/token.ts';
import { failure } from '../thrown.ts';
import { graph, json, ok, testClient } from './test-client.ts';

const canary = 'canary-token-1234567890';

describe('createHttp', () => {
  const client = testClient();
  const { answers, get, make } = client;

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
        await client.http.close();
        make(options as Partial<HttpOptions>);
        const count = answers(ok);
        const error = await failure(get({ url, token: token(origin) }));
        expect([error.id, count()]).to.deep.equal(['host-not-allowed', 0]);
      });
    }

    it('are sent to other hosts if the user allows them', async () => {
      await client.http.close();
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
      await client.http.close();
      make({ redactor });
      const error = await failure(get({ token: token() }));
      expect(JSON.stringify([error, error.message, error.args, error.stack, client.log])).to.not.contain(canary);
    });
  });
});
