import { expect } from 'chai';
import { armService } from '../../../../src/emulator/services/arm/service.ts';
import { client, context, subscription, subscriptionId, tenantId, world } from '../../hand-made.ts';

const arm = 'https://management.azure.com';
const inside = `${arm}/subscriptions/${subscriptionId}`;
const version = 'api-version=2022-04-01';
const principalId = '9a3c4f6e-0000-4000-8000-000000000012';
const secretsUser = '4633458b-17de-408a-b874-0445c86b69e6';
const vaultScope = `/subscriptions/${subscriptionId}/resourceGroups/plugins/providers/Microsoft.KeyVault/vaults/Contoso-Vault`;

function contoso(roles = ['Owner'], changes: Parameters<typeof subscription>[0] = {}) {
  const shown = world({ subscriptions: [subscription(changes)] });
  shown.operator.azureRoles = roles;
  return { shown, send: client(armService, context(shown)) };
}

describe('emulator/arm', () => {
  it("challenges with the subscription's tenant", async () => {
    const { shown } = contoso();
    const answer = await client(armService, context(shown, { caller: null }))('GET', `${inside}?${version}`);
    expect([answer.status, answer.body.error?.code]).to.deep.equal([401, 'AuthenticationFailed']);
    expect(answer.headers['www-authenticate']).to.match(
      new RegExp(`^Bearer authorization_uri="https://login.microsoftonline.com/${tenantId}", error="invalid_token"`),
    );
  });

  it('requires a well-formed api-version', async () => {
    const { send } = contoso();
    expect((await send('GET', inside)).body.error?.code).to.equal('MissingApiVersionParameter');
    expect((await send('GET', `${inside}?api-version=1`)).body.error?.code).to.equal('InvalidApiVersionParameter');
    expect((await send('GET', `${inside}?api%2Dversion=2022-01-31-preview`)).status).to.equal(200);
  });

  it('lists subscriptions that the caller can read, with the fields az needs', async () => {
    const listed = await contoso().send('GET', `${arm}/subscriptions?${version}`);
    expect(listed.body.value?.[0]).to.include({ id: `/subscriptions/${subscriptionId}`, state: 'Enabled', tenantId });
    expect((await contoso([]).send('GET', `${arm}/subscriptions?${version}`)).body.value).to.deep.equal([]);
    expect((await contoso().send('GET', `${arm}/tenants?${version}`)).body.value?.[0]?.tenantId).to.equal(tenantId);
  });

  it('refuses subscriptions that are unknown or of another tenant', async () => {
    const unknown = await contoso().send('GET', `${arm}/subscriptions/${tenantId}?${version}`);
    expect([unknown.status, unknown.body.error?.code]).to.deep.equal([404, 'SubscriptionNotFound']);
    const foreign = await contoso(['Owner'], { tenantId: principalId }).send('GET', `${inside}?${version}`);
    expect([foreign.status, foreign.body.error?.code]).to.deep.equal([401, 'InvalidAuthenticationTokenTenant']);
  });

  it('knows resource groups by what is in them', async () => {
    const { send } = contoso();
    expect((await send('HEAD', `${inside}/resourcegroups/plugins?${version}`)).status).to.equal(204);
    expect((await send('HEAD', `${inside}/resourcegroups/none?${version}`)).status).to.equal(404);
    expect((await send('GET', `${inside}/resourceGroups?${version}`)).body.value?.[0]?.name).to.equal('plugins');
    const missing = await send(
      'GET',
      `${inside}/resourceGroups/none/providers/Microsoft.KeyVault/vaults?api-version=2023-07-01`,
    );
    expect(missing.body.error?.code).to.equal('ResourceGroupNotFound');
    const filter = encodeURIComponent("resourceType eq 'Microsoft.KeyVault/vaults'");
    expect((await send('GET', `${inside}/resources?$filter=${filter}&${version}`)).body.value).to.have.length(1);
  });

  it("shows a vault's model of access", async () => {
    const answer = await contoso(['Reader']).send('GET', `${arm}${vaultScope}?api-version=2023-07-01`);
    expect(answer.body.properties).to.include({
      enableRbacAuthorization: true,
      vaultUri: 'https://contoso-vault.vault.azure.net/',
      tenantId,
    });
  });

  it('assigns a role once and lists it by principal and scope', async () => {
    const { send } = contoso();
    const assignments = `${arm}${vaultScope}/providers/Microsoft.Authorization/roleAssignments`;
    const roleDefinitionId = `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${secretsUser}`;
    const body = { properties: { roleDefinitionId, principalId, principalType: 'ServicePrincipal' } };
    const name = (digit: number) => `e0000000-0000-4000-8000-00000000000${digit}`;
    const put = (id: string, sent: unknown) => send('PUT', `${assignments}/${id}?${version}`, sent);
    expect((await put(name(1), body)).status).to.equal(201);
    expect((await put(name(2), body)).body.error?.code).to.equal('RoleAssignmentExists');
    const nobody = { properties: { ...body.properties, principalId: tenantId } };
    expect((await put(name(3), nobody)).body.error?.code).to.equal('PrincipalNotFound');
    expect((await put('not-a-guid', body)).status).to.equal(400);

    const list = async (scope: string, filter: string) => {
      const address = `${arm}${scope}/providers/Microsoft.Authorization/roleAssignments`;
      return (await send('GET', `${address}?${version}&$filter=${encodeURIComponent(filter)}`)).body;
    };
    const whole = `/subscriptions/${subscriptionId}`;
    expect((await list(whole, `principalId eq '${principalId}'`)).value).to.have.length(1);
    expect((await list(whole, `atScope() and assignedTo('${principalId}')`)).value).to.have.length(0);
    expect((await list(vaultScope, `atScope() and assignedTo('${principalId}')`)).value).to.have.length(1);
    expect((await list(vaultScope, `principalId eq '${tenantId}'`)).value).to.have.length(0);
    expect((await list(vaultScope, 'nonsense')).error?.code).to.equal('UnsupportedFilter');
    const definition = await send('GET', `${arm}${roleDefinitionId}?${version}`);
    expect(definition.body.properties?.roleName).to.equal('Key Vault Secrets User');
    expect((await send('DELETE', `${assignments}/${name(1)}?${version}`)).status).to.equal(200);
    expect((await send('DELETE', `${assignments}/${name(1)}?${version}`)).status).to.equal(204);
  });

  it('creates a role assignment idempotently, and updates nothing but its description and condition', async () => {
    const { send } = contoso();
    const id = 'e0000000-0000-4000-8000-000000000001';
    const address = `${arm}${vaultScope}/providers/Microsoft.Authorization/roleAssignments/${id}?${version}`;
    const put = (changes: object) =>
      send('PUT', address, { properties: { roleDefinitionId: secretsUser, principalId, ...changes } });
    expect((await put({})).status).to.equal(201);
    const again = await put({ description: 'why', condition: 'x', conditionVersion: '2.0' });
    expect([again.status, again.body.properties?.description]).to.deep.equal([200, 'why']);
    const reader = 'acdd72a7-3385-48ef-bd42-f606fba81ae7';
    const other = await put({ roleDefinitionId: reader });
    expect([other.status, other.body.error?.code]).to.deep.equal([400, 'RoleAssignmentUpdateNotPermitted']);
    const anywhere = `${arm}/providers/Microsoft.Authorization/roleDefinitions/${reader}?${version}`;
    expect((await send('GET', anywhere)).body.properties?.roleName).to.equal('Reader');
    const custom = `${arm}${vaultScope}/providers/Microsoft.Authorization/roleDefinitions?${version}&$filter=${encodeURIComponent("type eq 'CustomRole'")}`;
    expect((await send('GET', custom)).body.value).to.deep.equal([]);
  });

  it('refuses api-versions that the provider has not published', async () => {
    const { send } = contoso();
    const identity = `${inside}/resourceGroups/plugins/providers/Microsoft.ManagedIdentity/userAssignedIdentities/plug-in-identity`;
    const code = async (address: string) => (await send('GET', address)).body.error?.code;
    expect(await code(`${identity}?api-version=1999-01-01`)).to.equal('NoRegisteredProviderFound');
    const credentials = `${identity}/federatedIdentityCredentials`;
    expect(await code(`${credentials}?api-version=2018-11-30`)).to.equal('NoRegisteredProviderFound');
    expect(await code(`${identity}?api-version=2018-11-30`)).to.equal(undefined);
  });

  it('lets a contributor change resources but no assignments', async () => {
    const { send } = contoso(['Contributor']);
    const address = `${inside}/providers/Microsoft.Authorization/roleAssignments/a1?${version}`;
    expect((await send('PUT', address, { properties: {} })).body.error?.code).to.equal('AuthorizationFailed');
  });

  it('finds an identity by its client id through Resource Graph, if it is visible', async () => {
    const query =
      "resources | where type =~ 'microsoft.managedidentity/userassignedidentities' | where properties.clientId =~ '9A3C4F6E-0000-4000-8000-000000000020' | project id, name, resourceGroup, subscriptionId, properties";
    const address = `${arm}/providers/Microsoft.ResourceGraph/resources?api-version=2022-10-01`;
    const found = await contoso(['Reader']).send('POST', address, { query });
    expect(found.body.data?.[0]).to.include({ name: 'plug-in-identity', resourceGroup: 'plugins', subscriptionId });
    expect((await contoso([]).send('POST', address, { query })).body.count).to.equal(0);
    expect((await contoso().send('POST', address, { query: 'nonsense' })).status).to.equal(400);
    const elsewhere = await contoso().send('POST', address, { query, subscriptions: [tenantId] });
    expect(elsewhere.body.count).to.equal(0);
    const options = { resultFormat: 'table' };
    const table = await contoso().send('POST', address, { query: 'resources | project id | take 1', options });
    expect([table.body.data?.columns, table.body.data?.rows?.length]).to.deep.equal([
      [{ name: 'id', type: 'string' }],
      1,
    ]);
  });

  it('gives the endpoints of its cloud without a token', async () => {
    const { shown } = contoso();
    const send = client(armService, context(shown, { caller: null }));
    const old = await send('GET', `${arm}/metadata/endpoints?api-version=2015-01-01`);
    expect(old.body.authentication?.loginEndpoint).to.equal('https://login.microsoftonline.com/');
    const later = await send('GET', `${arm}/metadata/endpoints?api-version=2022-09-01`);
    expect(later.body[0]?.name).to.equal('AzureCloud');
  });
});
