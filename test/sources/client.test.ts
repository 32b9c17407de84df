import { expect } from 'chai';
import { errorText } from '../../src/catalog/error-text.ts';
import { type ErrorName, PpmiError } from '../../src/domain/errors.ts';
import { networkFault } from '../../src/domain/network-findings.ts';
import { shellTarget } from '../../src/domain/shell/command-line.ts';
import { findingOf } from '../../src/net/fault/finding.ts';
import type { Http, HttpRequest, HttpResponse } from '../../src/net/http.ts';
import { tenantOfEnvironment } from '../../src/sources/challenge.ts';
import { createServiceClient } from '../../src/sources/client.ts';
import { rejectedBy } from '../thrown.ts';

const request = { system: 'graph', method: 'POST', url: 'https://graph.microsoft.com/v1.0/x', body: { a: 1 } } as const;

/** A client whose service gives this answer, or whose request fails with this error. */
function clientOf(answer: Partial<HttpResponse> | PpmiError) {
  const sent: HttpRequest[] = [];
  const http = {
    async request(each: HttpRequest) {
      sent.push(each);
      if (answer instanceof PpmiError) throw answer;
      return { status: 200, headers: {}, json: null, ...answer } as HttpResponse;
    },
  } as Http;
  const client = createServiceClient({
    http,
    system: 'graph',
    headers: { accept: 'application/json' },
    token: async () => ({ value: 't', expiresAt: 0 }) as never,
    refused: { permission: 'Application.Read.All', who: 'a reader' },
    writeRefused: { permission: 'Application.ReadWrite.All', who: 'an administrator' },
  });
  return { sent, client };
}
const answered = (status: number, code = 'Code') => ({ status, json: { error: { code, message: 'why' } } });
const failed = (id: ErrorName, args: Record<string, string | number> = {}) => new PpmiError(id, args);

describe('a list', () => {
  it('M3: of more rows than any tenant has is refused', async () => {
    const rows = Array.from({ length: 200_001 }, () => ({}));
    const { client } = clientOf({ json: { value: rows }, bytes: new Uint8Array() });
    expect((await rejectedBy(() => client.list(request.url))).id).to.equal('answer-malformed');
  });
});

describe('a 401 to a request with a token', () => {
  const refusal = (message: string, challenge?: string) => {
    const json = { error: { code: 'AuthenticationFailed', message } };
    const headers: Record<string, string> = challenge === undefined ? {} : { 'www-authenticate': challenge };
    return clientOf({ status: 401, json, text: JSON.stringify(json), headers }).client;
  };

  for (const [what, client] of [
    ['in its error', refusal("Authentication failed. The 'Authorization' header is missing.")],
    [
      'in its challenge',
      refusal('no', `Bearer error="invalid_token", error_description="missing 'Authorization' header."`),
    ],
    ['in the words of Graph', refusal('Access token is empty.')],
  ] as const) {
    it(`says that the token was removed on the way if the service received none: ${what}`, async () => {
      const error = await rejectedBy(() => client.get(request.url));
      expect(error.finding?.name).to.equal('header-stripped');
      expect(error.args.permission).to.equal(undefined);
    });
  }

  it('names the service once, as a reader knows it', async () => {
    const error = await rejectedBy(() => refusal('The access token is invalid.').get(request.url));
    expect(error.args.detail).to.match(/^Microsoft Graph answered 401 /);
    const { message } = errorText(error, shellTarget('bash', 'linux'));
    expect(message).to.match(/^Microsoft Graph refused the request: it answered 401 /);
  });

  it('is a refusal otherwise', async () => {
    const error = await rejectedBy(() => refusal('The access token is invalid.').get(request.url));
    expect([error.id, error.finding]).to.deep.equal(['refused', null]);
  });
});

describe('JSON of another server', () => {
  const strangers: readonly (readonly [number, unknown])[] = [
    [200, { status: 'UP' }],
    [200, []],
    [200, 'up'],
    [400, { message: 'bad gateway rule' }],
    [401, { message: 'Unauthorized' }],
    [403, { error: 'denied' }],
    [404, { message: 'no such route' }],
    [502, { message: 'upstream' }],
  ];
  for (const [status, json] of strangers) {
    it(`is named, and is neither absence nor refusal: HTTP ${status} ${JSON.stringify(json)}`, async () => {
      const { client } = clientOf({ status, json, bytes: Buffer.from(JSON.stringify(json)) });
      for (const read of [() => client.get(request.url), () => client.list(request.url)]) {
        const error = await rejectedBy(read);
        expect(error.finding?.name).to.equal('foreign-answer');
        expect(error.args.host).to.equal('graph.microsoft.com');
      }
    });
  }

  it('in place of a list is named in a question too', async () => {
    const { client } = clientOf({ json: [], bytes: new Uint8Array() });
    expect((await rejectedBy(() => client.ask(request.url, {}))).finding?.name).to.equal('foreign-answer');
  });

  it('is an answer of the service where its headers stand beside it', async () => {
    const headers = { 'x-ms-request-id': '1' };
    const { client } = clientOf({ status: 404, headers, json: { message: 'gone' }, bytes: new Uint8Array(3) });
    expect(await client.get(request.url)).to.equal(null);
    expect(await clientOf({ status: 200, headers, json: { a: 1 } }).client.get(request.url)).to.deep.equal({ a: 1 });
  });

  it('is distinguished from a service that has no answer', async () => {
    const { client } = clientOf({ status: 500, json: undefined, bytes: new Uint8Array() });
    const error = await rejectedBy(() => client.get(request.url));
    expect([error.id, error.finding]).to.deep.equal(['cut-off', null]);
  });
});

describe('the tenant of an environment', () => {
  const asked = (answer: Partial<HttpResponse>) => {
    const http = { request: async () => ({ status: 401, headers: {}, ...answer }) as HttpResponse } as unknown as Http;
    return tenantOfEnvironment(http, 'https://contoso.crm4.dynamics.com');
  };

  it('is not read from another server', async () => {
    for (const status of [200, 401, 404]) {
      expect((await rejectedBy(() => asked({ status }))).finding?.name).to.equal('foreign-answer');
    }
  });

  it('is unknown where the service itself sends no challenge', async () => {
    expect(await asked({ headers: { 'x-ms-service-request-id': '1' } })).to.equal(null);
  });
});

describe('a write', () => {
  it('is sent once, with its own headers', async () => {
    const { sent, client } = clientOf({ status: 204, headers: { 'request-id': 'r' } });
    await client.write(request, { 'If-Match': '*' });
    await client.write({ ...request, method: 'DELETE', body: null });
    expect(sent.map(({ headers }) => headers)).to.deep.equal([
      { accept: 'application/json', 'If-Match': '*' },
      { accept: 'application/json' },
    ]);
    expect(sent.map(({ idempotent }) => idempotent)).to.deep.equal([false, false]);
    expect(sent.map((each) => 'json' in each)).to.deep.equal([true, false]);
  });

  it('returns the ID and etag that the service gave', async () => {
    const { client } = clientOf({ status: 201, json: { id: 'i', '@odata.etag': 'body' } });
    expect(await client.write(request)).to.deep.equal({ kind: 'written', status: 201, id: 'i', etag: 'body' });
    const inHeader = clientOf({ status: 204, headers: { etag: 'header', 'x-ms-service-request-id': 'r' } }).client;
    expect(await inHeader.write(request)).to.deep.equal({ kind: 'written', status: 204, id: null, etag: 'header' });
  });

  for (const [status, kind] of [
    [299, 'written'],
    [300, 'rejected'],
    [409, 'rejected'],
    [499, 'rejected'],
    [500, 'unknown'],
    [503, 'unknown'],
  ] as const) {
    it(`${status}: ${kind}`, async () => {
      expect(await clientOf(answered(status)).client.write(request)).to.include({ kind, status });
    });
  }

  for (const [status, json] of [
    [200, {}],
    [200, { status: 'UP' }],
    [202, null],
    [204, null],
  ] as const) {
    it(`that another server accepts is not known to be done: ${status} ${JSON.stringify(json)}`, async () => {
      const { client } = clientOf({ status, json, bytes: new Uint8Array() });
      const outcome = await client.write(request);
      expect(outcome).to.include({ kind: 'unknown' });
      expect(outcome).to.have.nested.property('stranger.name', 'foreign-answer');
    });
  }

  for (const status of [302, 400, 403, 404, 407]) {
    it(`answered by another server with ${status} is neither refused nor done by the service`, async () => {
      const headers = { 'content-type': 'text/html' };
      const { client } = clientOf({ status, headers, json: undefined, bytes: Buffer.from('<h1>Blocked</h1>') });
      const outcome = await client.write(request);
      expect(outcome).to.include({ kind: 'unknown' }).and.not.have.property('permission');
      expect(outcome).to.have.nested.property('stranger.name', 'foreign-answer');
    });
  }

  for (const fault of [
    networkFault('block-page', 'h', { host: 'h', port: 443, page: 'Blocked by policy', detail: 'HTTP 403' }),
    networkFault('captive-portal', 'h', { host: 'h', port: 443, page: null, hosts: 1 }),
  ]) {
    it(`answered by a ${fault.name} is not sent again`, async () => {
      const error = new PpmiError('answer-malformed', { host: 'h', detail: 'HTTP 403' }, { finding: findingOf(fault) });
      const outcome = await clientOf(error).client.write(request);
      expect(outcome).to.include({ kind: 'unknown' });
      expect(outcome).to.have.nested.property('stranger.name', fault.name);
    });
  }

  it('names the permission for a refusal, and for nothing else', async () => {
    for (const status of [401, 403]) {
      const outcome = await clientOf(answered(status)).client.write(request);
      expect(outcome).to.include({ permission: 'Application.ReadWrite.All', grantedBy: 'an administrator' });
    }
    expect(await clientOf(answered(400)).client.write(request)).to.include({ permission: null, code: 'Code' });
  });

  it('was not carried out where the service throttled it, and says when to try again', async () => {
    const { client } = clientOf(failed('throttled', { status: 429, retryAfterMs: 7_000 }));
    expect(await client.write(request)).to.include({ kind: 'rejected', code: 'TooManyRequests', retryAfter: 7 });
  });

  for (const error of [
    failed('cut-off', { host: 'h' }),
    failed('throttled', { status: 503 }),
    failed('answer-malformed', { host: 'h', detail: 'no JSON' }),
  ]) {
    it(`may have been carried out: ${error.id} ${error.args.status ?? ''}`, async () => {
      expect(await clientOf(error).client.write(request)).to.include({ kind: 'unknown' });
    });
  }

  it('was not sent where the connection was refused by ppmi itself', async () => {
    const error = failed('host-not-allowed', { host: 'h' });
    expect(await rejectedBy(() => clientOf(error).client.write(request))).to.equal(error);
  });
});
