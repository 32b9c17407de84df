import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { buildWorld } from '../../../../src/emulator/scenarios/index.ts';
import { type Client, openClient } from '../../client.ts';

const login = 'https://login.microsoftonline.com';
const azureCli = '04b07795-8ddb-461a-bbee-02f9e1bf7b46';
const graph = 'https://graph.microsoft.com';
const form = (fields: Record<string, string>) => new URLSearchParams(fields);

describe('the sign-in of the operator', () => {
  let client: Client;
  before(async () => {
    client = await openClient(buildWorld('healthy-v1-self-signed'));
  });
  after(() => client.close());

  const at = (path: string, fields: Record<string, string>) =>
    client.post(`${login}/organizations/oauth2/v2.0/${path}`, form(fields));

  for (const grant of ['device_code', 'urn:ietf:params:oauth:grant-type:device_code']) {
    it(`by device code is pending once, then done (${grant.split(':').length} part grant name)`, async () => {
      const { body } = await at('devicecode', {
        client_id: azureCli,
        scope: `${graph}//.default openid offline_access`,
      });
      expect(body).to.include.keys('user_code', 'verification_uri', 'expires_in', 'interval', 'message');
      const poll = () => at('token', { grant_type: grant, client_id: azureCli, device_code: String(body.device_code) });
      const pending = await poll();
      expect([pending.status, pending.body.error]).to.deep.equal([400, 'authorization_pending']);
      const done = await poll();
      expect(done.body).to.include.keys('access_token', 'refresh_token', 'id_token', 'client_info', 'scope');
      expect(done.body.scope).to.contain(`${graph}//.default`);
      const listed = await client.get(`${graph}/v1.0/me`, { authorization: `Bearer ${done.body.access_token}` });
      expect(listed.status).to.equal(200);
    });
  }

  it('is refused for a client that no one knows', async () => {
    const { body } = await at('devicecode', { client_id: '11111111-2222-3333-4444-555555555555', scope: 'openid' });
    expect(body.error_codes).to.deep.equal([700016]);
  });

  it('by authorization code needs the verifier of the page that was opened', async () => {
    const verifier = 'a-verifier-that-is-long-enough-to-be-one-0123456789';
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    const redirect = 'http://localhost:12345/';
    const question = form({
      client_id: azureCli,
      response_type: 'code',
      redirect_uri: redirect,
      scope: `${graph}/.default offline_access`,
      state: 'a "state" & more',
      code_challenge: challenge,
      code_challenge_method: 'S256',
    });
    const page = await client.get(`${login}/common/oauth2/v2.0/authorize?${question}`);
    expect(page.headers.get('content-type')).to.match(/^text\/html/);
    const link = /href="([^"]+)"/
      .exec(page.text)?.[1]
      ?.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
    const answer = new URL(link ?? '');
    expect(answer.origin + answer.pathname).to.equal(redirect);
    expect(answer.searchParams.get('state')).to.equal('a "state" & more');
    const redeem = (code_verifier: string) =>
      at('token', {
        grant_type: 'authorization_code',
        client_id: azureCli,
        code: answer.searchParams.get('code') ?? '',
        redirect_uri: redirect,
        code_verifier,
      });
    expect((await redeem('another')).body.error).to.equal('invalid_grant');
    const { body } = await redeem(verifier);
    expect(body.access_token).to.be.a('string');

    const again = await at('token', {
      grant_type: 'refresh_token',
      client_id: azureCli,
      refresh_token: String(body.refresh_token),
      scope: 'https://management.core.windows.net//.default',
    });
    expect(again.status).to.equal(200);
    const forged = await at('token', { grant_type: 'refresh_token', client_id: azureCli, refresh_token: 'x.y' });
    expect(forged.body.error).to.equal('invalid_grant');
  });

  it('by authorization code comes back as a form where the program asks for one', async () => {
    const redirect = 'http://localhost:12345/';
    const asked = { client_id: azureCli, redirect_uri: redirect, state: 'a "state"', response_mode: 'form_post' };
    const { text } = await client.get(`${login}/common/oauth2/v2.0/authorize?${form(asked)}`);
    expect(text).to.contain(`<form method="post" action="${redirect}">`).and.not.to.contain('href=');
    expect(text).to.match(/<input type="hidden" name="code" value="[^"]+">/);
    expect(text).to.contain('<input type="hidden" name="state" value="a &#34;state&#34;">');
  });

  it('does not open a page for a redirect into the clear', async () => {
    const question = form({ client_id: azureCli, redirect_uri: 'http://evil.example/' });
    expect((await client.get(`${login}/common/oauth2/v2.0/authorize?${question}`)).status).to.equal(400);
  });
});
