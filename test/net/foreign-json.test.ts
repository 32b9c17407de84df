import { expect } from 'chai';
import type { PpmiError } from '../../src/domain/errors.ts';
import { createRedactor } from '../../src/domain/redact.ts';
import type { Http } from '../../src/net/http.ts';
import { createTokenProvider } from '../../src/net/sign-in/token-provider.ts';
import { exchangeAssertion } from '../../src/net/token-exchange.ts';

const tenantId = '99999999-2222-4333-8444-555555555555';
const clientId = '66666666-7777-4888-9999-000000000000';

/** Answers every request with this JSON. */
function answering(status: number, json: unknown): Http {
  const text = JSON.stringify(json);
  const response = { status, headers: {}, json, text, bytes: Buffer.from(text), requestId: null, correlationId: '1' };
  return { request: async () => response, preconnect: async () => true, close: async () => undefined };
}

async function findingOf(work: Promise<unknown>): Promise<string | undefined> {
  return work.then(
    () => expect.fail('it succeeded'),
    (error: PpmiError) => error.finding?.name,
  );
}

describe('JSON of another server where Entra is due', () => {
  for (const [status, json] of [
    [200, { status: 'UP' }],
    [404, { message: 'no such route' }],
    [401, { error: { code: 1 } }],
    [200, []],
  ] as const) {
    it(`is named in a sign-in and in an exchange: HTTP ${status} ${JSON.stringify(json)}`, async () => {
      const http = answering(status, json);
      const redactor = createRedactor();
      const signIn = { method: 'client-secret', tenantId, clientId, secret: 'a-secret-of-the-test' } as const;
      const provider = createTokenProvider({ http, redactor, cloud: 'public', signIn });
      const resource = { scope: 'https://graph.microsoft.com/.default', origin: 'https://graph.microsoft.com' };
      expect(await findingOf(provider.getToken(resource))).to.equal('foreign-answer');
      const scope = 'https://vault.azure.net/.default';
      const exchange = exchangeAssertion({
        http,
        redactor,
        cloud: 'public',
        tenantId,
        clientId,
        scope,
        assertion: 'a.b.c',
      });
      expect(await findingOf(exchange)).to.equal('foreign-answer');
    });
  }
});
