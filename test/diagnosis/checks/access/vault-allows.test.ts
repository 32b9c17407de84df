import { expect } from 'chai';
import type { Readings } from '../../../../src/diagnosis/check.ts';
import vaultAllows from '../../../../src/diagnosis/checks/access/vault-allows.ts';
import { PpmiError } from '../../../../src/domain/errors.ts';
import type { FailedRun } from '../../../../src/domain/facts.ts';
import type { RoleGrant, VaultAccess } from '../../../../src/domain/resource/access.ts';
import { facts, ids } from '../../../facts.ts';
import { refusedByResource } from '../../../failed-runs.ts';

const principal = '5b1f8e0a-93a4-4d0e-8c6a-1f0c6a1e0d21';
const id = '/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/Contoso';
const byRole = (resource = 'contoso', more = {}) =>
  refusedByResource({ kind: 'vault-role', resource, objectId: principal, resourceId: 'of-the-run', ...more });
const byPolicy = (resource = 'contoso') => refusedByResource({ kind: 'vault-policy', resource, objectId: principal });
const grant = (more: Partial<RoleGrant> = {}): RoleGrant => ({
  role: 'Key Vault Secrets User',
  roleDefinitionId: '4633458b-17de-408a-b874-0445c86b69e6',
  scope: id,
  direct: true,
  conditional: false,
  dataActions: ['Microsoft.KeyVault/vaults/secrets/getSecret/action'],
  notDataActions: [],
  ...more,
});
const access = (more: Partial<VaultAccess['vault']> = {}, ...grants: RoleGrant[]): VaultAccess => ({
  vault: { id, name: 'Contoso', model: 'roles', policies: [], ...more },
  grants,
});
const unread: Readings['vaultAccess'] = {
  ok: false,
  unread: { fact: 'vaultAccess', error: new PpmiError('refused') },
};

function judged(now: VaultAccess | null | 'unread', ...recentErrors: FailedRun[]) {
  const vaultAccess = now === 'unread' ? unread : ({ ok: true, value: now } as const);
  const result = vaultAllows.run({ ...facts, recentErrors }, { vaultAccess });
  if (!Array.isArray(result)) return result;
  return result.map(({ name, where, args }) => ({ name, id: where?.id, args: { ...args } }));
}
const names = (found: ReturnType<typeof judged>) => (Array.isArray(found) ? found.map(({ name }) => name) : found);

describe('access/vault-allows', () => {
  it('reports the role and scope that the vault requires', () => {
    expect(judged(access(), byRole())).to.deep.equal([
      {
        name: 'resource-no-role',
        id,
        args: {
          application: ids.application,
          principalId: principal,
          resource: 'contoso',
          role: 'Key Vault Secrets User',
          scope: id,
        },
      },
    ]);
  });

  it('takes the vault of the run where its access could not be read', () => {
    expect({ found: judged('unread', byRole()) }).to.deep.nested.include({
      'found[0].id': 'of-the-run',
      'found[0].args.scope': 'of-the-run',
    });
    const found = vaultAllows.run({ ...facts, recentErrors: [byRole()] }, { vaultAccess: unread });
    expect(found).to.have.nested.property('[0].where.name', 'contoso');
    expect(names(judged(null, byPolicy()))).to.deep.equal(['resource-policy-model']);
  });

  it('reports nothing once a role allows it, unless the role has a condition', () => {
    expect(judged(access({}, grant()), byRole())).to.deep.equal([]);
    expect(names(judged(access({}, grant({ conditional: true })), byRole()))).to.deep.equal(['resource-no-role']);
    expect(names(judged(access({}, grant({ dataActions: [] })), byRole()))).to.deep.equal(['resource-no-role']);
  });

  it('does not know of a grant where the run names no principal', () => {
    expect(names(judged(access({}, grant()), byRole('contoso', { objectId: null })))).to.deep.equal([
      'resource-no-role',
    ]);
  });

  it('judges by the model that the vault has now', () => {
    expect(names(judged(access({ model: 'access-policies' }), byRole()))).to.deep.equal(['resource-policy-model']);
    expect(names(judged(access(), byPolicy()))).to.deep.equal(['resource-no-role']);
    const policies = [{ objectId: principal, permissions: { secrets: ['get'] } }];
    expect(judged(access({ model: 'access-policies', policies }), byRole())).to.deep.equal([]);
  });

  it('reports each vault once, and judges only the vault whose access was read', () => {
    expect(names(judged(access({}, grant()), byRole(), byPolicy('other'), byRole()))).to.deep.equal([
      'resource-policy-model',
    ]);
    expect(judged(access(), byRole('a'), byRole('a'), byRole('b'))).to.have.length(2);
  });

  it('prefers the application of the run, and knows none without a record', () => {
    const clientId = ids.otherApplication;
    expect(judged(null, byRole('contoso', { clientId }))).to.have.nested.property('[0].args.application', clientId);
    const identity = { state: 'missing', record: null, candidates: [] } as const;
    const result = vaultAllows.run({ identity, recentErrors: [byRole()] }, { vaultAccess: { ok: true, value: null } });
    expect(result).to.have.nested.property('[0].args.application', null);
  });

  it('does not apply where no vault refused', () => {
    expect(judged(null)).to.equal('not-applicable');
    expect(judged(null, refusedByResource({ kind: 'dataverse-user' }))).to.equal('not-applicable');
  });
});
