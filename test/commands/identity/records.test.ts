import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { type EmulatedTenant, startEmulatedTenant } from '../../emulator-as-tenant.ts';
import { jsonOf, runPpmi } from '../../run-ppmi.ts';
import { validator } from '../../schema.ts';

const validate = validator('repair.schema.json');
const recordId = 'e68152c3-4802-4c4c-84df-bf6d8abddde4';
const other = '11111111-2222-3333-4444-555555555555';

/** Records and bindings, by id: undoing a deletion may change their order. */
function recordsIn(world: unknown): string {
  const { environments } = world as {
    environments: { managedIdentities: { id: string }[]; components: { id: string; managedIdentityId?: string }[] }[];
  };
  // What the service keeps about a row is not restored.
  const set = (key: string, value: unknown) =>
    ['rowVersion', 'createdOn', 'modifiedOn'].includes(key) ? undefined : value;
  const parts = environments.map(({ managedIdentities, components }) => ({
    records: [...managedIdentities].sort((a, b) => (a.id < b.id ? -1 : 1)),
    bound: components.map(({ id, managedIdentityId }) => [id, managedIdentityId ?? null]),
  }));
  return JSON.stringify(parts, set);
}

describe('commands that change managed identity records', () => {
  describe('on a tenant', () => {
    let tenant: EmulatedTenant;
    before(async () => {
      tenant = await startEmulatedTenant('healthy-v2-issued');
    });
    after(() => tenant.close());

    /** Applies a change, checks that it is one, and undoes it. */
    async function thereAndBack(line: readonly string[], target: 'component' | 'environment' = 'environment') {
      const start = recordsIn(await tenant.world());
      const ran = await tenant.ppmi([...line, '--yes', '--json'], { target });
      const json = jsonOf(ran);
      expect(ran.code, ran.stdout).to.equal(0);
      expect(validate(json), JSON.stringify(validate.errors)).to.equal(true);
      expect(recordsIn(await tenant.world())).to.not.equal(start);
      return async () => {
        const undone = await tenant.ppmi(['repair', 'undo', String(json.run), '--yes', '--json'], { target: 'none' });
        expect(undone.code, undone.stdout).to.equal(0);
        expect(recordsIn(await tenant.world())).to.equal(start);
      };
    }

    it('create, delete, and undo both', async () => {
      const uncreate = await thereAndBack(['identity', 'create', '--application-id', other, '--name', 'Spare']);
      const undelete = await thereAndBack(['identity', 'delete', 'spare']);
      await undelete();
      await uncreate();
    });

    it('unbind and bind, and undo both', async () => {
      const rebind = await thereAndBack(['identity', 'unbind'], 'component');
      expect(await tenant.runs()).to.equal(false);
      const unbind = await thereAndBack(['identity', 'bind', recordId], 'component');
      expect(await tenant.runs()).to.equal(true);
      await unbind();
      await rebind();
      expect(await tenant.runs()).to.equal(true);
    });

    it('update, and undo', async () => {
      const back = await thereAndBack(['identity', 'update', recordId, '--application-id', other]);
      expect(await tenant.runs()).to.equal(false);
      await back();
    });

    it('rename, and undo, while every exchange works', async () => {
      const back = await thereAndBack(['identity', 'update', recordId, '--name', 'Invoices (renamed)']);
      expect(await tenant.runs()).to.equal(true);
      await back();
    });

    it('undo no name that another client has changed since', async () => {
      const mine = await tenant.ppmi(
        ['identity', 'update', recordId, '--name', 'Mine', '--application-id', other, '--yes', '--json'],
        { target: 'environment' },
      );
      const theirs = await tenant.ppmi(['identity', 'update', recordId, '--name', 'Theirs', '--yes', '--json'], {
        target: 'environment',
      });
      const undo = (ran: typeof mine) =>
        tenant.ppmi(['repair', 'undo', String(jsonOf(ran).run), '--yes', '--json'], { target: 'none' });
      const refused = await undo(mine);
      expect([refused.code, (jsonOf(refused).error as { name: string }).name]).to.deep.equal([2, 'repair-conflict']);
      expect((await undo(theirs)).code).to.equal(0);
      expect((await undo(mine)).code).to.equal(0);
    });

    it('are resumed after a kill between request and outcome, and verified by reading', async () => {
      const line = ['identity', 'create', '--application-id', other, '--name', 'Spare', '--yes', '--json'];
      const ran = await tenant.ppmi(line, { target: 'environment' });
      const run = String(jsonOf(ran).run);
      const journal = join(tenant.folder, 'state', 'runs', run, 'journal.ndjson');
      const [intended] = readFileSync(journal, 'utf8').split('\n');
      writeFileSync(journal, `${intended}\n`);
      const resumed = await tenant.ppmi(['repair', 'resume', run, '--yes', '--json'], { target: 'none' });
      expect(resumed.code, resumed.stdout).to.equal(0);
      const json = jsonOf(resumed);
      expect(validate(json), JSON.stringify(validate.errors)).to.equal(true);
      expect(json.applied).to.have.length(1);
      await tenant.ppmi(['repair', 'undo', run, '--yes', '--json'], { target: 'none' });
    });

    it('hand the plan over instead', async () => {
      const start = recordsIn(await tenant.world());
      const ran = await tenant.ppmi(['identity', 'unbind', '--as', 'az']);
      expect(ran.stdout).to.match(/^az rest --method delete .*\/managedidentityid\/\$ref'?$/m);
      expect(ran.code).to.equal(0);
      expect(recordsIn(await tenant.world())).to.equal(start);
    });
  });

  for (const [why, name, ...line] of [
    ['components are bound', 'record-in-use', 'delete', recordId],
    ['no record has the name', 'usage', 'delete', 'no-such-record'],
    ['nothing is to be changed', 'usage', 'update', recordId],
    ['a name has more than one line', 'usage', 'update', recordId, '--name', 'a\nb'],
    ['a name is empty', 'usage', 'update', recordId, '--name', ' '],
    [
      'the component is bound',
      'change-blocked',
      'create',
      '--application-id',
      other,
      '--component',
      'Contoso.Invoices.Plugins',
    ],
    [
      'a record of the application exists',
      'change-blocked',
      'create',
      '--application-id',
      '7340fedd-d333-4b71-82a9-19ecb095857e',
    ],
    [
      'the ID is the object ID of an application',
      'change-blocked',
      'update',
      recordId,
      '--application-id',
      '2c43408a-6f88-4df5-880e-e9da1d9310f0',
    ],
    ['nothing was confirmed', 'terminal-needed', 'unbind'],
  ] as const) {
    it(`refuse where ${why}`, async () => {
      const yes = name === 'terminal-needed' ? [] : ['--yes'];
      const ran = await runPpmi(['identity', ...line, '--emulate', 'healthy-v2-issued', ...yes, '--json']);
      expect(ran.code).to.equal(2);
      expect(jsonOf(ran).error).to.deep.include({ name });
    });
  }

  it('say that the tenant does not know an application, and say nothing where it cannot be read', async () => {
    const line = ['identity', 'update', recordId, '--application-id', other, '--dry-run', '--emulate'];
    const known = await runPpmi([...line, 'healthy-v2-issued']);
    expect([
      known.code,
      known.stdout.includes(`knows no application or managed identity with client ID`),
    ]).to.deep.equal([0, true]);
    const blind = await runPpmi([...line, 'no-graph-permission']);
    expect([blind.code, blind.stdout.includes('knows no application')]).to.deep.equal([0, false]);
  });

  it('change nothing where everything is so already', async () => {
    const ran = await runPpmi(['identity', 'bind', recordId, '--emulate', 'healthy-v2-issued', '--yes', '--json']);
    expect(ran.code).to.equal(0);
    expect(jsonOf(ran)).to.deep.include({ plan: [], applied: [], run: null });
  });
});
