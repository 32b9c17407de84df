import { expect } from 'chai';
import { allowsByPolicy, allowsData, type RoleGrant, type Vault } from '../../../src/domain/resource/access.ts';

const read = 'Microsoft.KeyVault/vaults/secrets/getSecret/action';
const grant = (dataActions: string[], notDataActions: string[] = []): RoleGrant => ({
  role: 'r',
  roleDefinitionId: 'd',
  scope: '/subscriptions/s',
  direct: true,
  conditional: false,
  dataActions,
  notDataActions,
});
const principal = '99999999-8888-4777-8666-555555555555';
const vault = (permissions: Record<string, string[]>): Vault => ({
  id: '/v',
  name: 'v',
  model: 'access-policies',
  policies: [{ objectId: principal.toUpperCase(), permissions }],
});

describe('roles on data', () => {
  it('allow an operation by name or wildcard, whatever the letter case', () => {
    expect(allowsData([grant([read.toUpperCase()])], read)).to.equal(true);
    expect(allowsData([grant(['Microsoft.KeyVault/vaults/secrets/*'])], read)).to.equal(true);
    expect(allowsData([grant(['*'])], read)).to.equal(true);
  });

  it('allow nothing else', () => {
    expect(allowsData([], read)).to.equal(false);
    expect(allowsData([grant([])], read)).to.equal(false);
    expect(allowsData([grant(['Microsoft.KeyVault/vaults/secrets/readMetadata/action'])], read)).to.equal(false);
    expect(allowsData([grant(['Microsoft.KeyVault/vaults/secrets/getSecret'])], read)).to.equal(false);
  });

  it('exclude only permissions of the same role', () => {
    const narrow = grant(['*'], ['Microsoft.KeyVault/vaults/secrets/*']);
    expect(allowsData([narrow], read)).to.equal(false);
    expect(allowsData([narrow, grant([read])], read)).to.equal(true);
  });
});

describe('access policies', () => {
  it('allow what they list, or all', () => {
    expect(allowsByPolicy(vault({ secrets: ['get'] }), principal, 'secrets get')).to.equal(true);
    expect(allowsByPolicy(vault({ secrets: ['all'] }), principal, 'secrets get')).to.equal(true);
  });

  it('allow nothing of another kind, verb or principal', () => {
    expect(allowsByPolicy(vault({ keys: ['get'] }), principal, 'secrets get')).to.equal(false);
    expect(allowsByPolicy(vault({ secrets: ['list'] }), principal, 'secrets get')).to.equal(false);
    expect(allowsByPolicy(vault({ secrets: ['get'] }), 'other', 'secrets get')).to.equal(false);
  });
});
