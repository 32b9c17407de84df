import { expect } from 'chai';
import { followPages } from '../../src/net/http.ts';
import { failure } from '../thrown.ts';
import type { Handler } from './loopback.ts';
import { graph, json, testClient } from './test-client.ts';

describe('createHttp', () => {
  const client = testClient();
  const { answers } = client;

  describe('pages', () => {
    const page =
      (next: string | null): Handler =>
      (_, response) =>
        void response.writeHead(200, json).end(JSON.stringify({ value: [1], '@odata.nextLink': next ?? undefined }));

    it('are followed, with :443 and relative links too', async () => {
      answers(page(`${graph}:443/v1.0/x?page=2`), page('/v1.0/x?page=3'), page(null));
      const seen: unknown[] = [];
      for await (const each of followPages(client.http, { method: 'GET', url: `${graph}/v1.0/x`, system: 'graph' }))
        seen.push(each.json);
      expect(seen).to.have.length(3);
    });

    const all = async () => {
      let count = 0;
      const pages = followPages(client.http, { method: 'GET', url: `${graph}/v1.0/x`, system: 'graph' });
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
      const pages = followPages(client.http, { method: 'GET', url: `${graph}/v1.0/x`, system: 'graph' });
      await pages.next();
      expect((await failure(pages.next())).args).to.deep.equal({ from: graph, to: 'https://evil.example' });
    });
  });
});
