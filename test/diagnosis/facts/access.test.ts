import { expect } from 'chai';
import { applicationUser, vaultAccess } from '../../../src/diagnosis/facts/access.ts';
import type { FailedRun } from '../../../src/domain/facts.ts';
import type { Vault } from '../../../src/domain/resource/access.ts';
import type { Sources } from '../../../src/sources/sources.ts';
import { facts, ids } from '../../facts.ts';
import { refusedByEntra, refusedByResource } from '../../failed-runs.ts';

const vault: Vault = { id: '/found', name: 'contoso', model: 'roles', policies: [] };
const user = { id: 'u', name: 'Invoices', disabled: false, roles: [] };

/** Sources that note what they are asked for. */
function sourcesOf(found: Vault | null = vault) {
  const asked: unknown[] = [];
  const arm = {
    resourceId: async (types: readonly string[], name: string) => {
      asked.push(['resourceId', types, name]);
      return '/found';
    },
    vault: async (id: string) => {
      asked.push(['vault', id]);
      return found;
    },
    grants: async (scope: string, principal: string) => {
      asked.push(['grants', scope, principal]);
      return [];
    },
  };
  const dataverse = {
    applicationUser: async (clientId: string) => {
      asked.push(['user', clientId]);
      return user;
    },
  };
  return { asked, sources: { arm, dataverse } as unknown as Sources };
}

describe('access to the vault that refused', () => {
  async function read(recentErrors: readonly FailedRun[], found: Vault | null = vault) {
    const { asked, sources } = sourcesOf(found);
    return { value: await vaultAccess.read(sources, { recentErrors }), asked };
  }
  const refusal = { kind: 'vault-role', resource: 'contoso', objectId: 'p' } as const;

  it('is read by name, or by the ID and object of the refusal', async () => {
    expect(await read([refusedByEntra(53003), refusedByResource(refusal)])).to.deep.equal({
      value: { vault, grants: [] },
      asked: [
        ['resourceId', ['Microsoft.KeyVault/vaults'], 'contoso'],
        ['vault', '/found'],
        ['grants', '/found', 'p'],
      ],
    });
    const { asked } = await read([
      refusedByResource({ ...refusal, kind: 'vault-policy', resourceId: '/v', inside: 'secrets/s' }),
      refusedByResource({ ...refusal, resourceId: '/older' }),
    ]);
    expect(asked).to.deep.equal([
      ['vault', '/v'],
      ['grants', '/v/secrets/s', 'p'],
    ]);
  });

  it('is null where no vault refused, the refusal names too little, or the vault is gone', async () => {
    for (const runs of [
      [],
      [refusedByResource({ kind: 'dataverse-user', resource: 'r', objectId: 'p' })],
      [refusedByResource({ ...refusal, resource: null })],
      [refusedByResource({ ...refusal, objectId: null })],
    ]) {
      expect(await read(runs)).to.deep.equal({ value: null, asked: [] });
    }
    expect((await read([refusedByResource(refusal)], null)).value).to.equal(null);
  });
});

describe('the application user', () => {
  const refused = refusedByResource({ kind: 'dataverse-user' });

  it('is read only where Dataverse refused, for the application of the record', async () => {
    const { asked, sources } = sourcesOf();
    const { identity } = facts;
    expect(await applicationUser.read(sources, { recentErrors: [refused], identity })).to.equal(user);
    expect(asked).to.deep.equal([['user', ids.application]]);
    const noRecord = { state: 'missing', record: null, candidates: [] } as const;
    expect(await applicationUser.read(sources, { recentErrors: [refused], identity: noRecord })).to.equal(null);
    const byVault = refusedByResource({ kind: 'vault-role' });
    expect(await applicationUser.read(sources, { recentErrors: [byVault], identity })).to.equal(null);
    expect(asked).to.have.length(1);
  });
});
