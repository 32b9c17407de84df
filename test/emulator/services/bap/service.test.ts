import { expect } from 'chai';
import { bapService } from '../../../../src/emulator/services/bap/service.ts';
import { client, context, environment, tenantId, world } from '../../hand-made.ts';

const base = 'https://api.bap.microsoft.com/providers/Microsoft.BusinessAppPlatform/scopes/admin/environments';
const version = 'api-version=2023-06-01';

describe('emulator/bap', () => {
  const shown = world({
    environments: [environment({ id: `Default-${tenantId}`, type: 'Default' })],
    environmentsWithoutDataverse: [{ id: 'bare', tenantId, friendlyName: 'Bare', type: 'Sandbox' }],
  });
  const send = client(bapService, context(shown));

  it('lists environments with both ids, those without Dataverse too', async () => {
    const answer = await send('GET', `${base}?${version}`);
    const [first, second] = answer.body.value ?? [];
    expect([first?.name, first?.properties?.linkedEnvironmentMetadata?.resourceId]).to.deep.equal([
      `Default-${tenantId}`,
      'd0000000-0000-4000-8000-000000000001',
    ]);
    expect(first?.properties).to.include({ environmentSku: 'Default', isDefault: true });
    expect(second?.properties?.linkedEnvironmentMetadata).to.equal(null);
  });

  it('shows one, and 404 for another', async () => {
    expect((await send('GET', `${base}/default-${tenantId}?${version}`)).body.name).to.equal(`Default-${tenantId}`);
    expect((await send('GET', `${base}/none?${version}`)).body.error?.code).to.equal('EnvironmentNotFound');
  });

  it('requires an api-version, a token and the role of an administrator', async () => {
    expect((await send('GET', base)).status).to.equal(400);
    expect((await client(bapService, context(shown, { caller: null }))('GET', `${base}?${version}`)).status).to.equal(
      401,
    );
    const plain = world();
    plain.operator.powerPlatformAdmin = false;
    expect((await client(bapService, context(plain))('GET', `${base}?${version}`)).status).to.equal(403);
  });
});
