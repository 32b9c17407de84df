import { expect } from 'chai';
import { type EmulatedTenant, startEmulatedTenant } from '../../emulator-as-tenant.ts';
import { jsonOf, runPpmi } from '../../run-ppmi.ts';
import { validator } from '../../schema.ts';

const validate = validator('repair.schema.json');

/** The parts of a world that an upgrade may change, without the ids that a service chooses. */
function stateOf(world: unknown): string {
  const { tenants, environments } = world as {
    tenants: { applications: { federatedIdentityCredentials: Record<string, unknown>[] }[] }[];
    environments: { managedIdentities: { version: unknown }[] }[];
  };
  const credentials = tenants.flatMap(({ applications }) =>
    applications.flatMap((application) =>
      application.federatedIdentityCredentials.map(({ name, issuer, subject, audiences }) =>
        JSON.stringify({ name, issuer, subject, audiences }),
      ),
    ),
  );
  const versions = environments.flatMap(({ managedIdentities }) => managedIdentities.map(({ version }) => version));
  return JSON.stringify({ credentials: credentials.sort(), versions });
}

describe('ppmi identity upgrade', () => {
  describe('on a tenant', () => {
    let tenant: EmulatedTenant;
    before(async () => {
      tenant = await startEmulatedTenant('version-0-deprecated');
    });
    after(() => tenant.close());

    it('applies nothing without --yes where it cannot ask', async () => {
      const start = stateOf(await tenant.world());
      const ran = await tenant.ppmi(['identity', 'upgrade', '--to', '2', '--json']);
      expect(ran.code).to.equal(2);
      expect(jsonOf(ran).error).to.deep.include({ name: 'terminal-needed' });
      expect(stateOf(await tenant.world())).to.equal(start);
    });

    it('hands the plan over, with the waits between its phases', async () => {
      const ran = await tenant.ppmi(['identity', 'upgrade', '--to', '2', '--as', 'az']);
      expect(ran.code).to.equal(0);
      expect(ran.stdout.match(/^sleep 180$/gm)).to.have.length(2);
    });

    it('is journaled, and undone character by character', async () => {
      const start = stateOf(await tenant.world());
      expect(await tenant.runs()).to.equal(true);
      const ran = await tenant.ppmi(['identity', 'upgrade', '--to', '2', '--yes', '--wait', '0', '--json']);
      const json = jsonOf(ran);
      expect(ran.code, ran.stdout).to.equal(0);
      expect(validate(json), JSON.stringify(validate.errors)).to.equal(true);
      expect(json.run).to.be.a('string');
      expect(await tenant.runs()).to.equal(true);

      const undone = await tenant.ppmi(['repair', 'undo', String(json.run), '--yes', '--json'], { target: 'none' });
      expect(undone.code, undone.stdout).to.equal(0);
      expect(stateOf(await tenant.world())).to.equal(start);
      expect(await tenant.runs()).to.equal(true);
    });
  });

  it('refuses a version that does not exist, and --all beside --component', async () => {
    expect((await runPpmi(['identity', 'upgrade', '--emulate', 'version-0-deprecated', '--to', '3'])).code).to.equal(2);
    const both = ['identity', 'upgrade', '--emulate', 'version-0-deprecated', '--to', '2', '--all', '--component', 'x'];
    expect((await runPpmi(both)).code).to.equal(2);
  });

  it('says why nothing is planned', async () => {
    const ran = await runPpmi([
      'identity',
      'upgrade',
      '--emulate',
      'healthy-v2-package',
      '--to',
      '0',
      '--yes',
      '--json',
    ]);
    expect(ran.code).to.equal(2);
    expect(jsonOf(ran).error).to.deep.include({ code: 'PPMI9080', name: 'change-blocked' });
  });
});
