import { expect } from 'chai';
import { type Endpoint, endpoint as endpointOf } from '../../../src/net/probe/endpoint.ts';
import { judgeMarker } from '../../../src/net/probe/marker.ts';
import type { Purpose } from '../../../src/net/probe/report.ts';
import type { RawAnswer } from '../../../src/net/raw-http.ts';

const tenantId = '8e1a4c30-1f0d-4f0e-9d0b-2f4f6a1c7d21';
const json = { 'content-type': 'application/json' };

const answer = (status: number, headers: Record<string, string> = {}, body: unknown = ''): RawAnswer => ({
  status,
  headers,
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  cut: false,
});
const at = (purpose: Purpose): Endpoint =>
  endpointOf('service.example', { need: 'must', purpose, why: '', confidence: 'documented', path: '/' });
const judge = (purpose: Purpose, given: RawAnswer, more: { tenantId?: string; cloud?: 'public' | 'gcchigh' } = {}) => {
  const endpoint = at(purpose);
  const { ok, detail, faults } = judgeMarker(given, endpoint, { cloud: 'public', redact: (text) => text, ...more });
  return { ok, detail, faults: faults.map(({ name }) => name) };
};
const challenge = (text: string) => answer(401, { 'www-authenticate': text });

describe('judgeMarker', () => {
  describe('passes the real service', () => {
    for (const [purpose, given] of [
      ['sign-in', answer(200, json, { issuer: `https://login.microsoftonline.com/${tenantId}/v2.0` })],
      [
        'dataverse',
        challenge(
          `Bearer authorization_uri=https://login.microsoftonline.com/${tenantId}/oauth2/authorize, resource_id=https://org/`,
        ),
      ],
      ['dataverse', challenge(`bearer AUTHORIZATION_URI=https://login.windows.net/${tenantId}/oauth2/authorize`)],
      [
        'graph',
        challenge(
          'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="0"',
        ),
      ],
      [
        'resource-manager',
        challenge('Bearer authorization_uri="https://login.microsoftonline.com/common", error="invalid_token"'),
      ],
      ['administration', answer(401, json, { error: { code: 'x' } })],
      ['power-platform-api', answer(404, { 'x-ms-correlation-id': '1' })],
    ] as const) {
      it(`${purpose}: HTTP ${given.status}`, () =>
        expect(judge(purpose, given, { tenantId })).to.deep.include({ ok: true, faults: [] }));
    }

    it('without a tenant, by the template of the issuer', () => {
      const issuer = 'https://login.microsoftonline.com/{tenantid}/v2.0';
      expect(judge('sign-in', answer(200, json, { issuer }))).to.deep.equal({
        ok: true,
        detail: `issuer ${issuer}`,
        faults: [],
      });
    });

    it('if it throttles, with a note', () => {
      const busy = answer(429, { 'retry-after': '30', 'request-id': '1' });
      expect(judge('graph', busy)).to.deep.equal({
        ok: true,
        detail: 'HTTP 429, asks to wait 30 s',
        faults: ['throttled'],
      });
    });
  });

  for (const status of [429, 503]) {
    it(`answers for the service with HTTP ${status} if it has the form of its errors`, () => {
      const error = { code: 'Busy', message: 'Try again later.' };
      const name = status === 429 ? 'throttled' : 'service-unavailable';
      for (const headers of [json, { ...json, 'retry-after': '30' }]) {
        expect(judge('graph', answer(status, headers, { error }))).to.deep.include({ ok: true, faults: [name] });
      }
      for (const other of [{ error: {} }, { error: { code: 'Busy' } }, { error: 'Busy' }, { message: 'Busy' }]) {
        expect(judge('graph', answer(status, json, other)).ok).to.equal(null);
      }
    });
  }

  describe('reports another cloud', () => {
    it('by the login host of the challenge', () => {
      const given = challenge(
        `Bearer authorization_uri=https://login.microsoftonline.com/${tenantId}/oauth2/authorize`,
      );
      expect(judge('dataverse', given, { cloud: 'gcchigh' })).to.deep.include({
        ok: true,
        faults: ['wrong-cloud-host'],
      });
    });

    it('by a given tenant that is unknown there', () => {
      const given = answer(400, json, { error: 'invalid_tenant', error_description: 'AADSTS90002: Tenant not found.' });
      expect(judge('sign-in', given, { tenantId }).faults).to.deep.equal(['tenant-unknown']);
      expect(judge('sign-in', given).faults).to.deep.equal([]);
    });

    it('and the tenant, if the organization belongs to another one', () => {
      const given = challenge(
        'Bearer authorization_uri=https://login.microsoftonline.com/11111111-1111-4111-8111-111111111111/oauth2/authorize',
      );
      const { faults, detail } = judge('dataverse', given, { tenantId });
      expect(faults).to.deep.equal(['tenant-elsewhere']);
      expect(detail).to.contain('11111111-1111-4111-8111-111111111111');
    });
  });

  describe('rejects another server', () => {
    for (const [what, given] of [
      [
        'a page with 200',
        answer(200, { 'content-type': 'text/html; charset=utf-8' }, '<html><title> Blocked </title>'),
      ],
      ['a page with 403', answer(403, { 'content-type': 'text/html' }, '<html>')],
      ['a redirect to another host', answer(302, { location: 'https://portal.example/login' })],
    ] as const) {
      it(what, () => expect(judge('graph', given)).to.deep.include({ ok: false, faults: ['block-page'] }));
    }

    it('by the name of the portal to which it redirects', () => {
      const given = answer(302, { location: 'https://portal.example/login' });
      const { faults } = judgeMarker(given, at('graph'), { cloud: 'public', redact: (text) => text });
      expect(faults[0]?.args).to.deep.include({ page: 'redirect to portal.example', detail: 'HTTP 302' });
    });

    it('with an error page, which no filter shows', () => {
      const page = { 'content-type': 'text/html', server: 'nginx' };
      for (const status of [404, 500, 502, 503, 504]) {
        const given = answer(status, page, '<title>Bad Gateway</title>');
        expect(judge('graph', given)).to.deep.include({ ok: false, faults: ['foreign-answer'] });
      }
    });

    it('a portal that says so itself (511)', () => {
      const given = answer(511, { 'content-type': 'text/html' }, '<title>Sign in</title>');
      expect(judge('graph', given)).to.deep.include({ ok: false, faults: ['captive-portal'] });
    });

    it('at the hosts of pac and the portals, whose own pages are not judged', () => {
      const html = { 'content-type': 'text/html' };
      expect(judge('https', answer(403, html, '<title>Blocked</title>')).faults).to.deep.equal(['block-page']);
      expect(judge('https', answer(200, html, '<title>Power Apps</title>')).faults).to.deep.equal([]);
      expect(judge('https', answer(302, { location: 'https://login.example' })).faults).to.deep.equal([]);
    });

    it('and keeps the details for the network team', () => {
      const given = answer(
        200,
        { 'content-type': 'text/html', via: '1.1 gw', server: 'Gateway' },
        '<title>Denied</title>',
      );
      const { faults } = judgeMarker(given, at('graph'), { cloud: 'public', redact: (text) => text });
      expect(faults[0]?.args).to.deep.equal({
        host: 'service.example',
        port: 443,
        page: 'Denied',
        detail: 'HTTP 200, "1.1 gw", Gateway',
      });
    });
  });

  describe('does not guess', () => {
    for (const [what, purpose, given, fault] of [
      ['200 of anybody', 'graph', answer(200, json, {}), 'foreign-answer'],
      ['a 401 without challenge', 'graph', answer(401, json, {}), 'foreign-answer'],
      ['a body that ends early', 'sign-in', { ...answer(200, json, '{"issuer":'), cut: true }, 'http-body-cut'],
      ['JSON that is none', 'sign-in', answer(200, json, '{"issuer":'), 'http-body-cut'],
      ['503 of anybody', 'graph', answer(503), 'foreign-answer'],
      ['an administration host that says nothing of its own', 'administration', answer(404), 'foreign-answer'],
    ] as const) {
      it(what, () => expect(judge(purpose, given)).to.deep.include({ ok: null, faults: [fault] }));
    }
  });

  it('recognizes the error page of the front door of a service that is down', () => {
    const page = answer(503, { 'content-type': 'text/html', 'x-azure-ref': '1' }, '<title>Unavailable</title>');
    expect(judge('graph', page)).to.deep.include({ ok: true, faults: ['service-unavailable'] });
  });

  it('reports an unavailable service', () => {
    const verdict = judge('graph', answer(503, { 'request-id': '1', 'retry-after': '5' }));
    expect(verdict).to.deep.include({ ok: true, faults: ['service-unavailable'] });
  });

  it('reports a removed challenge in an otherwise genuine response', () => {
    const verdict = judge('graph', answer(401, { ...json, 'request-id': '1' }, {}));
    expect(verdict).to.deep.include({ ok: false, faults: ['header-stripped'] });
  });
});
