import { expect } from 'chai';
import {
  allowsByPolicy,
  allowsData,
  mayUseVault,
  type RoleGrant,
  type Vault,
} from '../../../src/domain/resource/access.ts';
import { cpuTime, referenceTime } from '../../cpu-time.ts';

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

  it('allow by wildcards anywhere', () => {
    for (const pattern of ['*/secrets/*/action', 'Microsoft.*/getSecret/*', '*getsecret*', '**', 'microsoft*action'])
      expect(allowsData([grant([pattern])], read), pattern).to.equal(true);
    for (const pattern of [
      '*/keys/*',
      'icrosoft*',
      '*actio',
      '*action*action',
      'Microsoft.KeyVault/*/secrets/secrets/*',
    ])
      expect(allowsData([grant([pattern])], read), pattern).to.equal(false);
  });

  it('take no time for a pattern of many wildcards, which took hours', async () => {
    const time = await cpuTime(() => allowsData([grant([`${'*'.repeat(200_000)}x`])], read));
    expect(time).to.be.lessThan(10 * (await referenceTime()));
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

describe('whether an identity may use a vault', () => {
  const permission = { action: read, policy: 'secrets get' };
  const ofVault = (model: Vault['model'], policies: Vault['policies'], ...grants: readonly RoleGrant[]) => ({
    vault: { ...vault({}), model, policies },
    grants,
  });
  const own = { objectId: principal.toUpperCase(), permissions: { secrets: ['get'] } };
  const allowed = (...given: Parameters<typeof ofVault>) =>
    mayUseVault(ofVault(...given), principal, permission).allowed;
  const conditional = { ...grant([read]), conditional: true };

  for (const [what, given, expected] of [
    ['a role', ['roles', [], grant([read])], true],
    ['no role', ['roles', []], false],
    ['a role for something else', ['roles', [], grant([])], false],
    ['a role with a condition', ['roles', [], conditional], null],
    ['the same role with and without one', ['roles', [], conditional, grant([read])], true],
    ['a policy where roles count', ['roles', [own]], false],
    ['a policy', ['access-policies', [own]], true],
    ['a role where policies count', ['access-policies', [], grant([read])], false],
    ['a policy of its own for something else', ['access-policies', [{ ...own, permissions: {} }]], false],
    ['a policy of another, which may be a group', ['access-policies', [{ ...own, objectId: 'group' }]], null],
  ] as const) {
    it(`${what}: ${expected ?? 'cannot be decided'}`, () => {
      const [model, policies, ...grants] = given;
      expect(allowed(model, policies, ...(grants as readonly RoleGrant[]))).to.equal(expected);
    });
  }

  it('cannot be decided for what the model of the vault has no name for', () => {
    const unnamed = { action: null, policy: null };
    for (const model of ['roles', 'access-policies'] as const) {
      expect(mayUseVault(ofVault(model, [own], grant([read])), principal, unnamed).allowed).to.equal(null);
    }
  });
});
