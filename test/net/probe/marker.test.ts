import { expect } from 'chai';
import type { Endpoint } from '../../../src/net/probe/endpoints.ts';
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
const judge = (purpose: Purpose, given: RawAnswer, more: { tenantId?: string; cloud?: 'public' | 'gcchigh' } = {}) => {
  const endpoint: Endpoint = {
    host: 'service.example',
    port: 443,
    need: 'must',
    purpose,
    confidence: 'documented',
    path: '/',
  };
  const { ok, detail, faults } = judgeMarker(given, endpoint, { cloud: 'public', ...more });
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

    it('that throttles, as a note', () => {
      const busy = answer(429, { 'retry-after': '30', 'request-id': '1' });
      expect(judge('graph', busy)).to.deep.equal({
        ok: true,
        detail: 'HTTP 429, asks to wait 30 s',
        faults: ['throttled'],
      });
    });
  });

  describe('names the cloud that does not fit', () => {
    it('by the login host of the challenge', () => {
      const given = challenge(
        `Bearer authorization_uri=https://login.microsoftonline.com/${tenantId}/oauth2/authorize`,
      );
      expect(judge('dataverse', given, { cloud: 'gcchigh' })).to.deep.include({
        ok: true,
        faults: ['wrong-cloud-host'],
      });
    });

    it('by a tenant that is not known there, where one was given', () => {
      const given = answer(400, json, { error: 'invalid_tenant', error_description: 'AADSTS90002: Tenant not found.' });
      expect(judge('sign-in', given, { tenantId }).faults).to.deep.equal(['wrong-cloud-host']);
      expect(judge('sign-in', given).faults).to.deep.equal([]);
    });

    it('but says only in words that the organization has another tenant', () => {
      const given = challenge(
        'Bearer authorization_uri=https://login.microsoftonline.com/11111111-1111-4111-8111-111111111111/oauth2/authorize',
      );
      const { faults, detail } = judge('dataverse', given, { tenantId });
      expect(faults).to.deep.equal([]);
      expect(detail).to.contain(`not ${tenantId}`);
    });
  });

  describe('fails a stranger', () => {
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

    it('and keeps what the network team needs', () => {
      const given = answer(
        200,
        { 'content-type': 'text/html', via: '1.1 gw', server: 'Gateway' },
        '<title>Denied</title>',
      );
      const { faults } = judgeMarker(
        given,
        { host: 'h', port: 443, need: 'must', purpose: 'graph', confidence: '', path: '/' },
        { cloud: 'public' },
      );
      expect(faults[0]?.args).to.deep.equal({ host: 'h', page: 'Denied', detail: 'HTTP 200, 1.1 gw, Gateway' });
    });
  });

  describe('does not guess', () => {
    for (const [what, purpose, given] of [
      ['200 of anybody', 'graph', answer(200, json, {})],
      ['a 401 without challenge', 'graph', answer(401, json, {})],
      ['a body that ends early', 'sign-in', { ...answer(200, json, '{"issuer":'), cut: true }],
      ['JSON that is none', 'sign-in', answer(200, json, '{"issuer":')],
      ['503', 'graph', answer(503, { 'request-id': '1' })],
      ['an administration host that says nothing of its own', 'administration', answer(404)],
    ] as const) {
      it(what, () => expect(judge(purpose, given)).to.deep.include({ ok: null, faults: [] }));
    }
  });
});
