import { expect } from 'chai';
import { type AccessFlags, accessExit, checkAccess } from '../../src/cli/access-check.ts';
import { rejectedBy } from '../thrown.ts';
import { expectSchema } from './closed-schema.ts';

async function check(emulate: string, more: Partial<AccessFlags> = {}) {
  const access = await checkAccess({ emulate, ...more }, () => {});
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
    const { operator } = (await import('../../src/emulator/scenarios/index.ts')).buildWorld('healthy-v2-issued');
    const { access, exit } = await check('healthy-v2-issued', { resource, 'application-id': operator.clientId });
    expect(access.applicationUser).to.deep.include({ disabled: false, roles: ['System Administrator'] });
    expect(exit).to.equal(0);
  });

  it('finds that there is no role at all on another resource', async () => {
    const resource = '/subscriptions/a8fa7fd6-0893-411a-8990-7b5545ccf9c4/resourceGroups/rg-contoso-plugins';
    const { access, exit } = await check('healthy-v2-issued', { resource });
    expect([access.allowed, access.roles, exit]).to.deep.equal([false, [], 1]);
  });

  it('concludes nothing from a look that is refused', async () => {
    const error = await rejectedBy(() => check('no-graph-permission'));
    expect(error).to.deep.include({ id: 'refused', exitCode: 2 });
  });

  it('concludes nothing where the vault is out of sight', async () => {
    const error = await rejectedBy(() =>
      check('healthy-v2-issued', { resource: 'https://other--example.vault.azure.net' }),
    );
    expect(error).to.deep.include({ id: 'refused' });
  });

  it('says what it takes for a resource', async () => {
    const error = await rejectedBy(() => check('healthy-v2-issued', { resource: 'contoso' }));
    expect(error).to.deep.include({ id: 'usage' });
  });
});
