import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { buildWorld } from '../../../src/emulator/scenarios/index.ts';
import type { World } from '../../../src/emulator/world/model.ts';
import { type AccessOptions, checkAccess } from '../../../src/features/access-check/access-check.ts';
import { accessExit } from '../../../src/report/exit-codes.ts';
import { expectSchema } from '../../cli/closed-schema.ts';
import { inContext } from '../../command-context.ts';
import { rejectedBy } from '../../thrown.ts';

async function check(emulate: string, more: Partial<AccessOptions> = {}) {
  const { result: access } = await inContext((context) => checkAccess(context, { emulate, ...more }));
  expectSchema('access-check', access);
  return { access, exit: accessExit(access), names: access.findings.map(({ name }) => name) };
}

describe('access check', () => {
  it('tells that a role allows the plug-in to read its secret', async () => {
    const { access, exit, names } = await check('healthy-v2-issued,kind=uami');
    expect(access).to.deep.include({ allowed: true, model: 'roles', permission: 'secrets get' });
    expect(access.roles.map(({ role, direct }) => [role, direct])).to.deep.equal([['Key Vault Secrets User', true]]);
    expect([exit, names]).to.deep.equal([0, []]);
  });

  it('finds a missing role, also for the vault by its address alone', async () => {
    expect(await check('resource-no-role')).to.deep.include({ exit: 1, names: ['resource-no-role'] });
    const whole = await check('resource-no-role', { resource: 'https://contoso--example.vault.azure.net' });
    expect(whole.access.reason).to.contain('single secrets');
  });

  it('shows the role that the vault ignores', async () => {
    const { access, exit, names } = await check('resource-policy-model');
    expect([exit, names]).to.deep.equal([1, ['resource-policy-model']]);
    expect(access.model).to.equal('access-policies');
    expect(access.roles).to.have.length(1);
  });

  it('finds a missing application user, and shows one with its roles', async () => {
    const resource = 'https://contoso-dev--example.crm4.dynamics.com';
    expect(await check('healthy-v2-issued', { resource })).to.deep.include({
      exit: 1,
      names: ['dataverse-no-application-user'],
    });
    const { operator } = (await import('../../../src/emulator/scenarios/index.ts')).buildWorld('healthy-v2-issued');
    const { access, exit } = await check('healthy-v2-issued', { resource, 'application-id': operator.clientId });
    expect(access.applicationUser).to.deep.include({ disabled: false, roles: ['System Administrator'] });
    expect(exit).to.equal(0);
  });

  it('finds that there is no role at all on another resource', async () => {
    const resource = '/subscriptions/a8fa7fd6-0893-411a-8990-7b5545ccf9c4/resourceGroups/rg-contoso-plugins';
    const { access, exit } = await check('healthy-v2-issued', { resource });
    expect([access.allowed, access.roles, exit]).to.deep.equal([false, [], 1]);
  });

  describe('of storage by its address', () => {
    const storage = {
      resourceGroup: 'rg-contoso-plugins',
      type: 'Microsoft.Storage/storageAccounts',
      name: 'contosoex',
    };
    let folder: string;
    let world: World;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'ppmi-access-'));
      world = buildWorld('healthy-v2-issued');
      world.subscriptions[0]?.resources?.push(storage);
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    const checkIn = async (resource: string) => {
      const file = join(folder, 'world.json');
      writeFileSync(file, JSON.stringify(world));
      const { result: access } = await inContext((context) => checkAccess(context, { world: file, resource }));
      expectSchema('access-check', access);
      return access;
    };
    const [subscription] = buildWorld('healthy-v2-issued').subscriptions;
    const id = `/subscriptions/${subscription?.id}/resourceGroups/${storage.resourceGroup}/providers/${storage.type}/${storage.name}`;
    const container = `${id}/blobServices/default/containers/invoices`;

    it('finds that there is no role on the container', async () => {
      const access = await checkIn('https://contosoex.blob.core.windows.net/invoices/1.pdf');
      expect(access).to.deep.include({ allowed: false, roles: [] });
      expect(access.resource).to.deep.equal({ kind: 'azure', id: container, name: 'contosoex' });
      expect(access.findings.map(({ name }) => name)).to.deep.equal(['resource-no-role']);
    });

    it('lists the roles on the container and above it, and does not judge what they allow', async () => {
      const [{ principalId } = { principalId: '' }] = subscription?.roleAssignments ?? [];
      const roleDefinitionId = 'b24988ac-6180-42a0-ab88-20f7382dd24c';
      world.subscriptions[0]?.roleAssignments.push({ id: 'a', scope: container, principalId, roleDefinitionId });
      const access = await checkIn('https://contosoex.blob.core.windows.net/invoices');
      expect(access.allowed).to.equal(null);
      expect(access.roles.map(({ role, scope }) => [role, scope])).to.deep.equal([['Contributor', container]]);
      expect(accessExit(access)).to.equal(0);
      expect(await checkIn('https://contosoex.blob.core.windows.net')).to.deep.include({ allowed: false, roles: [] });
    });

    it('gives no verdict if it is not visible', async () => {
      const error = await rejectedBy(() => checkIn('https://other.queue.core.windows.net'));
      expect(error).to.deep.include({ id: 'refused' });
    });
  });

  it('gives no verdict if reading is refused', async () => {
    const error = await rejectedBy(() => check('no-graph-permission'));
    expect(error).to.deep.include({ id: 'refused', exitCode: 2 });
  });

  it('gives no verdict if the vault is not visible', async () => {
    const error = await rejectedBy(() =>
      check('healthy-v2-issued', { resource: 'https://other--example.vault.azure.net' }),
    );
    expect(error).to.deep.include({ id: 'refused' });
  });

  it('reports which resources it accepts', async () => {
    const error = await rejectedBy(() => check('healthy-v2-issued', { resource: 'contoso' }));
    expect(error).to.deep.include({ id: 'usage' });
  });
});
