import { expect } from 'chai';
import type { World } from '../../../../src/emulator/world/model.ts';
import { inWorld, names } from '../examine.ts';

const secretsUser = '4633458b-17de-408a-b874-0445c86b69e6';
const vaultsOf = (world: World) => world.subscriptions.flatMap(({ vaults }) => vaults);
const principalOf = (world: World) =>
  world.tenants
    .flatMap(({ servicePrincipals }) => servicePrincipals)
    .find(({ displayName }) => displayName === 'Contoso Invoices')?.id ?? '';
const grant = (roleDefinitionId: string) => (world: World) => {
  for (const { id, vaults, roleAssignments } of world.subscriptions) {
    const scope = `/subscriptions/${id}/resourceGroups/${vaults[0]?.resourceGroup}`;
    roleAssignments.push({ id: 'assignment', scope, principalId: principalOf(world), roleDefinitionId });
  }
};

describe('a vault that refused the plug-in', () => {
  it('is resolved once a role of the resource group allows it', async () => {
    expect(await inWorld('resource-no-role', grant(secretsUser), names)).to.deep.equal([]);
  });

  it('is a finding by the failed run alone if ARM refuses to answer', async () => {
    const blind = (world: World) => {
      world.operator.azureRoles = [];
    };
    expect(await inWorld('resource-no-role', blind, names)).to.deep.equal(['resource-no-role']);
  });

  it('is resolved once an access policy allows it', async () => {
    const allow = (world: World) => {
      for (const vault of vaultsOf(world))
        vault.accessPolicies.push({ objectId: principalOf(world), secrets: ['Get'] });
    };
    expect(await inWorld('resource-policy-model', allow, names)).to.deep.equal([]);
  });

  it('has the values that the command of the fix needs', async () => {
    const fix = await inWorld(
      'resource-no-role',
      () => {},
      ({ report }) => report.findings[0]?.fix ?? '',
    );
    expect(fix).to.match(
      /--assignee-object-id [0-9a-f-]{36} .*--role 'Key Vault Secrets User' --scope \/subscriptions\/\S+\/vaults\/contoso--example/,
    );
  });
});

describe('Dataverse as the target', () => {
  it('is resolved once the identity is an application user', async () => {
    const add = (world: World) => {
      for (const { applicationUsers, managedIdentities } of world.environments) {
        applicationUsers.push({
          id: '5c1f6f1e-2b5d-4c8e-9d42-7a1f3e0b9c66',
          applicationId: managedIdentities[0]?.applicationId ?? '',
          roles: ['Basic User'],
          disabled: false,
        });
      }
    };
    expect(await inWorld('dataverse-no-application-user', add, names)).to.deep.equal([]);
  });
});
