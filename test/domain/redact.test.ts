import { expect } from 'chai';
import { createRedactor, redacted, redactPatterns } from '../../src/domain/redact.ts';

const jwt = 'eyJhbGciOiJSUzI1NiIsImtpZCI6ImEifQ.eyJhdWQiOiJhIiwiY2FuYXJ5IjoiMSJ9.c2lnbmF0dXJlLWNhbmFyeQ';

describe('redact', () => {
  describe('registered secrets', () => {
    const secret = 'Ka&narie n/"vogel+ä';
    const redactor = createRedactor();
    redactor.register(secret);

    for (const [where, written] of [
      ['as it is', secret],
      ['in a URL', encodeURIComponent(secret)],
      ['in a URL, lower-case hex', encodeURIComponent(secret).toLowerCase()],
      ['in a form', new URLSearchParams({ x: secret }).toString().slice(2)],
      ['in JSON', JSON.stringify({ a: secret })],
      ['in base64', Buffer.from(secret).toString('base64')],
    ] as const) {
      it(`are replaced ${where}`, () => {
        const text = redactor.redact(`before ${written} after`);
        expect(text)
          .to.contain(redacted)
          .and.to.match(/^before .* after$/);
        expect(text).not.to.match(/narie|vogel/);
      });
    }

    it('are replaced in plain data, keys and other types untouched', () => {
      const date = new Date(0);
      expect(redactor.redactData({ a: [secret, 1, null], b: { c: `x${secret}` }, date })).to.deep.equal({
        a: [redacted, 1, null],
        b: { c: `x${redacted}` },
        date,
      });
    });

    it('of up to three characters leave texts readable', () => {
      const short = createRedactor();
      short.register('abc');
      expect(short.redact('abc of networks')).to.equal('abc of networks');
    });
  });

  describe('patterns', () => {
    for (const [text, clean] of [
      [`token ${jwt}, then`, `token ${redacted}, then`],
      [`cut ${jwt.slice(0, 50)}`, `cut ${redacted}`],
      [`Authorization: Bearer ${jwt}\r\nHost: x`, `Authorization: ${redacted}\r\nHost: x`],
      ['Proxy-Authorization: Basic dTpw', `Proxy-Authorization: ${redacted}`],
      ['{"authorization":"Bearer abc"}', `{"authorization":"${redacted}"}`],
      ['Bearer abcdefghijklmnopqrstuvwxyz0123', `Bearer ${redacted}`],
      ['a=1&client_secret=s%20x&b=2', `a=1&client_secret=${redacted}&b=2`],
      [
        'client_assertion=abc.def&client_assertion_type=urn:x',
        `client_assertion=${redacted}&client_assertion_type=urn:x`,
      ],
      ['https://a/b?sv=1&sig=a%2Bb%3D&x=1', `https://a/b?sv=1&sig=${redacted}&x=1`],
      ['AccountName=a;AccountKey=abc+/=;Endpoint', `AccountName=a;AccountKey=${redacted};Endpoint`],
      ['http://user:p@ss:word@proxy:8080/', `http://${redacted}@proxy:8080/`],
      ['{"refresh_token":"0.secret","expires_in":1}', `{"refresh_token":"${redacted}","expires_in":1}`],
      [String.raw`{\"access_token\":\"opaque\",\"a\":1}`, String.raw`{\"access_token\":\"${redacted}\",\"a\":1}`],
      [`was 0.AXYA${'b'.repeat(40)}.AgABAA-x ok`, `was ${redacted} ok`],
      [`value abc8Q~${'d'.repeat(34)}`, `value ${redacted}`],
      ['-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n', `${redacted}\n`],
    ] as const) {
      it(`replace in ${JSON.stringify(text.slice(0, 40))}`, () => expect(redactPatterns(text)).to.equal(clean));
    }

    for (const text of [
      'Bearer authorization_uri=https://login.microsoftonline.com/x/oauth2/authorize, resource_id=https://org/',
      'Bearer authorization="https://login.microsoftonline.com/x", resource="https://vault.azure.net"',
      "AADSTS700213: No matching federated identity record found for presented assertion subject '/eid1/c/pub/t/x'.",
      'https://login.microsoftonline.com/common@x',
      '/eid1/c/pub/t/mSQyoT3BkUKMmF7Tx-aWcQ/a/qzXoWDkuqUa3l6zM5mM0Rw/n/plugin/e/00000000-0000-0000-0000-000000000000',
      'Basic authentication is not supported here',
    ]) {
      it(`leave ${JSON.stringify(text.slice(0, 40))} alone`, () => expect(redactPatterns(text)).to.equal(text));
    }
  });
});
