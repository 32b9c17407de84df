import { expect } from 'chai';
import { keyVaultService } from '../../../../src/emulator/services/keyvault/service.ts';
import { client, context, identityClientId, subscription, subscriptionId, tenantId, world } from '../../hand-made.ts';

const vault = 'https://contoso-vault.vault.azure.net';
const secret = `${vault}/secrets/answer?api-version=7.4`;
const plugIn = { clientId: identityClientId, objectId: '9a3c4f6e-0000-4000-8000-000000000012' };
const scope = `/subscriptions/${subscriptionId}/resourceGroups/plugins/providers/Microsoft.KeyVault/vaults/contoso-vault`;
const grant = (roleDefinitionId: string, at = scope) => ({
  id: 'a1',
  scope: at,
  principalId: plugIn.objectId,
  roleDefinitionId,
});

function contoso(changes: Parameters<typeof subscription>[0] = {}) {
  const shown = world({ subscriptions: [subscription(changes)] });
  return { shown, send: client(keyVaultService, context(shown, { caller: plugIn })) };
}

describe('emulator/keyvault', () => {
  it('answers for the vaults of its world only', () => {
    const { shown } = contoso();
    expect(keyVaultService.answers('contoso-vault.vault.azure.net', shown)).to.equal(true);
    expect(keyVaultService.answers('other.vault.azure.net', shown)).to.equal(false);
    const government = { ...shown, cloud: 'gcchigh' } as const;
    expect(keyVaultService.answers('contoso-vault.vault.usgovcloudapi.net', government)).to.equal(true);
  });

  it('challenges the first request with tenant and resource', async () => {
    const { shown } = contoso();
    const answer = await client(keyVaultService, context(shown, { caller: null }))('GET', secret);
    expect(answer.status).to.equal(401);
    expect(answer.headers['www-authenticate']).to.equal(
      `Bearer authorization="https://login.microsoftonline.com/${tenantId}", resource="https://vault.azure.net"`,
    );
    expect(answer.body.error?.message).to.match(/^AKV10000/);
  });

  it('gives the value with the role at the vault or above it', async () => {
    for (const at of [scope, `/subscriptions/${subscriptionId}`, `${scope}/secrets/answer`]) {
      const { send } = contoso({ roleAssignments: [grant('Key Vault Secrets User', at)] });
      const answer = await send('GET', secret);
      expect([answer.status, answer.body.value], at).to.deep.equal([200, '42']);
      expect(answer.body.id).to.match(/^https:\/\/contoso-vault\.vault\.azure\.net\/secrets\/answer\/[0-9a-f]{32}$/);
      expect((await send('GET', `${answer.body.id}?api-version=7.4`)).status).to.equal(200);
    }
  });

  it('refuses without the role, with a role for metadata, and with one elsewhere: ForbiddenByRbac', async () => {
    for (const roleAssignments of [
      [],
      [grant('Key Vault Reader')],
      [grant('Owner')],
      [grant('Key Vault Secrets User', `${scope}-other`)],
    ]) {
      const answer = await contoso({ roleAssignments }).send('GET', secret);
      expect([answer.status, answer.body.error?.innererror?.code]).to.deep.equal([403, 'ForbiddenByRbac']);
      expect(answer.body.error?.message).to.match(/^Caller is not authorized to perform action on resource\.\r\n/);
    }
  });

  it('ignores roles in a vault with access policies, and policies in one with roles', async () => {
    const accessPolicies = [{ objectId: plugIn.objectId, secrets: ['Get'] }];
    const own = { resourceGroup: 'plugins', name: 'contoso-vault', secrets: { answer: '42' } };
    const status = async (rbac: boolean, policies: typeof accessPolicies, roles: string[]) => {
      const { send } = contoso({
        vaults: [{ ...own, rbac, accessPolicies: policies }],
        roleAssignments: roles.map((role) => grant(role)),
      });
      const { status: code, body } = await send('GET', secret);
      return `${code} ${body.error?.innererror?.code ?? ''}`;
    };
    expect(await status(false, accessPolicies, [])).to.equal('200 ');
    expect(await status(false, [], ['Key Vault Administrator'])).to.equal('403 AccessDenied');
    expect(await status(true, accessPolicies, [])).to.equal('403 ForbiddenByRbac');
  });

  it('says 404 for an unknown secret, sets and lists secrets with the officer role', async () => {
    const { send } = contoso({ roleAssignments: [grant('b86a8fe4-44ce-4948-aee5-eccb2c155cd7')] });
    expect((await send('GET', `${vault}/secrets/none?api-version=7.4`)).body.error?.code).to.equal('SecretNotFound');
    expect((await send('PUT', `${vault}/secrets/next?api-version=7.4`, { value: 'x' })).status).to.equal(200);
    expect((await send('GET', `${vault}/secrets?api-version=7.4`)).body.value).to.have.length(2);
    expect((await send('GET', `${vault}/secrets`)).status).to.equal(400);
  });

  it('deletes only with the permission to delete, and never returns the value', async () => {
    const user = contoso({ roleAssignments: [grant('4633458b-17de-408a-b874-0445c86b69e6')] });
    expect((await user.send('DELETE', secret)).status).to.equal(403);
    const officer = contoso({ roleAssignments: [grant('b86a8fe4-44ce-4948-aee5-eccb2c155cd7')] });
    const { status, body } = await officer.send('DELETE', secret);
    expect(status).to.equal(200);
    expect(body).to.include.keys('recoveryId', 'scheduledPurgeDate', 'deletedDate').and.not.to.have.property('value');
    expect((await officer.send('GET', secret)).status).to.equal(404);
    expect((await officer.send('PATCH', secret)).status).to.equal(405);
    expect((await officer.send('GET', `${vault}/secrets/answer?api-version=1.0`)).status).to.equal(400);
  });

  it('refuses by network before permissions, and tokens of another tenant than its own', async () => {
    const [open] = subscription().vaults;
    if (open === undefined) throw new Error('no vault');
    const inner = async (changes: object) => {
      const { send } = contoso({ vaults: [{ ...open, ...changes }] });
      const { body } = await send('GET', secret);
      return body.error?.innererror?.code ?? body.error?.message;
    };
    expect(await inner({ network: 'firewall' })).to.equal('ForbiddenByFirewall');
    expect(await inner({ network: 'disabled' })).to.equal('ForbiddenByConnection');
    expect(await inner({ tenantId: subscriptionId })).to.match(/^AKV10032/);
  });

  it('refuses a token of another tenant', async () => {
    const { shown } = contoso({ tenantId: identityClientId });
    const answer = await client(keyVaultService, context(shown))('GET', secret);
    expect([answer.status, answer.body.error?.message?.slice(0, 9)]).to.deep.equal([401, 'AKV10032:']);
  });
});
