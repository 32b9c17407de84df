import { expect } from 'chai';
import { createRecorder } from '../../src/emulator/recorder.ts';
import { buildWorld } from '../../src/emulator/scenarios/index.ts';
import { exchangeForm, openClient } from './client.ts';

describe('the recorder', () => {
  it('keeps requests and answers, without tokens, assertions and secrets', async () => {
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
});
