import { expect } from 'chai';
import { createRecorder } from '../../src/emulator/recorder.ts';
import { buildWorld } from '../../src/emulator/scenarios/index.ts';
import { exchangeForm, openClient } from './client.ts';

describe('the recorder', () => {
  it('keeps requests and responses without tokens, assertions and secrets', async () => {
    const recorder = createRecorder();
    const world = buildWorld('healthy-v1-self-signed');
    const client = await openClient(world, { onTraffic: recorder.record });
    const form = await exchangeForm(client);
    const endpoint = `https://login.microsoftonline.com/${world.operator.tenantId}/oauth2/v2.0/token`;
    const { body } = await client.post(endpoint, form);
    const { clientId, clientSecret } = world.operator;
    const own = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
    await client.post(endpoint, new URLSearchParams({ ...own, scope: 'https://graph.microsoft.com/.default' }));
    await client.get('https://contoso--example.vault.azure.net/secrets/erp-api-key?api-version=7.4', {
      authorization: `Bearer ${body.access_token}`,
    });
    await client.close();

    const text = recorder.archive();
    const { entries } = JSON.parse(text).log;
    expect(entries.map((entry: { request: { method: string } }) => entry.request.method)).to.deep.equal([
      'POST',
      'POST',
      'POST',
      'GET',
    ]);
    expect(entries[3].request.url).to.match(/\/secrets\/erp-api-key\?api-version=7\.4$/);
    expect(entries[3].response.status).to.equal(200);
    for (const secret of [String(body.access_token), form.get('client_assertion') ?? '', clientSecret]) {
      expect(text.includes(secret), secret).to.equal(false);
    }
    expect(text).to.contain('client_id=').and.contain('grant_type=client_credentials').and.not.contain('"emulated"');
  });

  it('writes HAR 1.2: every required member, addresses without spaces, the headers that were sent', async () => {
    const recorder = createRecorder();
    const world = buildWorld('healthy-v1-self-signed');
    const client = await openClient(world, { onTraffic: recorder.record });
    const { clientId, clientSecret, tenantId } = world.operator;
    const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
    const scope = 'https://graph.microsoft.com/.default';
    const endpoint = `https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`;
    const { body } = await client.post(endpoint, new URLSearchParams({ ...form, scope }));
    const authorization = `Bearer ${body.access_token}`;
    const filter = encodeURIComponent("displayName eq 'Contoso Invoices'");
    await client.get(`https://graph.microsoft.com/v1.0/applications?$filter=${filter}`, { authorization });
    await client.close();

    const { log } = JSON.parse(recorder.archive());
    expect(log).to.have.keys('version', 'creator', 'entries');
    for (const entry of log.entries) {
      expect(entry).to.have.keys('startedDateTime', 'time', 'request', 'response', 'cache', 'timings');
      expect(entry.timings).to.have.keys('send', 'wait', 'receive');
      const both = ['httpVersion', 'cookies', 'headers', 'headersSize', 'bodySize'];
      expect(entry.request).to.include.all.keys('method', 'url', 'queryString', ...both);
      expect(entry.response).to.include.all.keys('status', 'statusText', 'content', 'redirectURL', ...both);
      expect(entry.response.content).to.include.all.keys('size', 'mimeType', 'text');
      expect(entry.request.url).to.match(/^https:\/\/[^\s'"]+$/);
      const names = entry.response.headers.map(({ name }: { name: string }) => name.toLowerCase());
      expect(names).to.include.members(['date', 'content-type', 'content-length']);
    }
    expect(log.entries[1].response.content.mimeType).to.match(/^application\/json/);
  });
});
