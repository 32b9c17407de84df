import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { buildWorld } from '../../../src/emulator/scenarios/index.ts';
import type { World } from '../../../src/emulator/world/model.ts';
import { listCredentials } from '../../../src/features/inventory/credential-list.ts';
import { inContext } from '../../command-context.ts';
import { rejectedBy } from '../../thrown.ts';

describe('fic list', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ppmi-fic-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const list = (scenario: string, change: (world: World) => void, applicationId?: string) => {
    const world = buildWorld(scenario);
    change(world);
    const file = join(folder, 'world.json');
    writeFileSync(file, JSON.stringify(world));
    return inContext(
      async (context) => (await listCredentials(context, { world: file, 'application-id': applicationId })).result,
    );
  };

  it('does not report an unavailable service as a refusal', async () => {
    const error = await rejectedBy(() =>
      list('healthy-v2-issued', ({ wire, environments }) => {
        wire.push({ kind: 'reset', host: new URL(environments[0]?.url ?? '').host });
      }),
    );
    expect(error.id).to.not.equal('refused');
    expect(error.args.host).to.equal('contoso-dev--example.crm4.dynamics.com');
  });

  it('finds no credentials of an application that was deleted in the signed-in tenant', async () => {
    const deleted = (world: World) => {
      for (const tenant of world.tenants) {
        for (const principal of tenant.servicePrincipals) principal.signInAudience = 'AzureADMultipleOrgs';
      }
    };
    const [record] = buildWorld('application-missing').environments[0]?.managedIdentities ?? [];
    const { credentials, applicationId } = await list('application-missing', deleted);
    expect([applicationId, credentials]).to.deep.equal([record?.applicationId, null]);
    expect((await list('application-missing', deleted, applicationId)).credentials).to.equal(null);
  });
});
