import { expect } from 'chai';
import { discoveryService } from '../../../../src/emulator/services/discovery/service.ts';
import { client, context, environment, tenantId, world } from '../../hand-made.ts';

const instances = 'https://globaldisco.crm.dynamics.com/api/discovery/v2.0/Instances';

describe('emulator/discovery', () => {
  const other = environment({
    id: 'e0000000-0000-4000-8000-000000000002',
    tenantId: 'elsewhere',
    uniqueName: 'unq0002',
  });
  const shown = world({ environments: [environment(), other] });
  const send = client(discoveryService, context(shown, { caller: { scopes: ['user_impersonation'], roles: [] } }));

  it("maps environment ids to organizations of the user's tenant", async () => {
    const answer = await send('GET', `${instances}?$select=EnvironmentId,Url,Id`);
    expect(answer.body.value).to.deep.equal([
      {
        EnvironmentId: 'e0000000-0000-4000-8000-000000000001',
        Url: 'https://contoso-dev.crm4.dynamics.com',
        Id: 'd0000000-0000-4000-8000-000000000001',
      },
    ]);
    expect((await send('GET', `${instances}?$filter=UniqueName eq 'unq0001'`)).body.value?.[0]?.TenantId).to.equal(
      tenantId,
    );
    const byKey = async (key: string) => (await send('GET', `${instances}(${key})`)).body.value?.length;
    expect(await byKey("UniqueName='unq0001'")).to.equal(1);
    expect(await byKey("Region='EMEA'")).to.equal(1);
    expect(await byKey("UniqueName='unq0002'")).to.equal(0);
    const [row] = (await send('GET', instances)).body.value ?? [];
    expect([row?.OrganizationType, row?.StatusMessage]).to.deep.equal([5, 6]);
    const search = async (text: string) =>
      (await send('GET', `${instances}?$filter=contains(FriendlyName,'${text}')`)).body.value?.length;
    expect([await search('Contoso'), await search('contoso')]).to.deep.equal([1, 0]);
    expect((await send('GET', `${instances}?$select=Nothing`)).status).to.equal(400);
  });

  it('has nothing for tokens of applications, and a challenge for none', async () => {
    expect((await client(discoveryService, context(shown))('GET', instances)).status).to.equal(403);
    const answer = await client(discoveryService, context(shown, { caller: null }))('GET', instances);
    expect(answer.status).to.equal(401);
    expect(answer.headers['www-authenticate']).to.match(/^Bearer authorization_uri=https:/);
  });

  it('lists nothing for a user who is a member nowhere', async () => {
    const outside = world({ environments: [environment()] });
    outside.operator.dataverseMember = false;
    const user = client(discoveryService, context(outside, { caller: { scopes: ['user_impersonation'] } }));
    expect((await user('GET', instances)).body.value).to.deep.equal([]);
  });
});
