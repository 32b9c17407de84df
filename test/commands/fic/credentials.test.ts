import { expect } from 'chai';
import { type EmulatedTenant, startEmulatedTenant } from '../../emulator-as-tenant.ts';
import { jsonOf, runPpmi } from '../../run-ppmi.ts';
import { validator } from '../../schema.ts';

const validate = validator('repair.schema.json');
const fic = (line: readonly string[], scenario: string) => runPpmi(['fic', ...line, '--emulate', scenario]);

/** What an application trusts; the ids of credentials are the service's. */
function trustsIn(world: unknown): string {
  const { tenants, subscriptions } = world as {
    tenants: { applications: { federatedIdentityCredentials: Record<string, unknown>[] }[] }[];
    subscriptions: { identities: { federatedIdentityCredentials: Record<string, unknown>[] }[] }[];
  };
  const lists = [
    ...tenants.flatMap(({ applications }) => applications),
    ...subscriptions.flatMap(({ identities }) => identities),
  ];
  return JSON.stringify(
    lists.map(({ federatedIdentityCredentials }) =>
      federatedIdentityCredentials
        .map(({ name, issuer, subject, audiences }) => JSON.stringify({ name, issuer, subject, audiences }))
        .sort(),
    ),
  );
}

describe('commands that change federated credentials', () => {
  for (const kind of ['', ',kind=uami']) {
    describe(`on a tenant${kind}`, () => {
      let tenant: EmulatedTenant;
      before(async () => {
        tenant = await startEmulatedTenant(`tenant-big-endian${kind}`);
      });
      after(() => tenant.close());

      const verify = async () => (await tenant.ppmi(['fic', 'verify', '--json'])).code;

      /** Applies a change, and returns what undoes it. */
      async function change(...line: string[]): Promise<() => Promise<void>> {
        const start = trustsIn(await tenant.world());
        const ran = await tenant.ppmi(['fic', ...line, '--yes', '--json']);
        expect(ran.code, ran.stdout).to.equal(0);
        const json = jsonOf(ran);
        expect(validate(json), JSON.stringify(validate.errors)).to.equal(true);
        expect(trustsIn(await tenant.world())).to.not.equal(start);
        return async () => {
          const undone = await tenant.ppmi(['repair', 'undo', String(json.run), '--yes', '--json'], { target: 'none' });
          expect(undone.code, undone.stdout).to.equal(0);
          expect(trustsIn(await tenant.world())).to.equal(start);
        };
      }

      it('create the credential that the component requires, and undo', async () => {
        expect(await verify()).to.equal(1);
        const undo = await change('create', '--name', 'right-one');
        expect(await verify()).to.equal(0);
        expect(await tenant.runs()).to.equal(true);
        await undo();
      });

      it('update a credential to what the component requires, and undo', async () => {
        const undo = await change('update', 'contoso-invoices-dev');
        expect(await verify()).to.equal(0);
        await undo();
      });

      it('delete a credential, and undo', async () => {
        const undo = await change('delete', 'contoso-invoices-dev');
        await undo();
      });

      it('create, delete, and undo both, although the credential has another ID then', async () => {
        const undoCreate = await change('create', '--name', 'right-one');
        const undoDelete = await change('delete', 'right-one');
        await undoDelete();
        await undoCreate();
      });

      it('update, delete, and undo both', async () => {
        const undoUpdate = await change('update', 'contoso-invoices-dev');
        const undoDelete = await change('delete', 'contoso-invoices-dev');
        await undoDelete();
        await undoUpdate();
      });
    });
  }

  it('refuse to delete a working trust without --yes, and name whose it is', async () => {
    const ran = await fic(['delete', 'contoso-invoices-dev', '--json'], 'healthy-v2-issued');
    expect(ran.code).to.equal(2);
    const { error } = jsonOf(ran) as { error: { name: string; message: string } };
    expect(error.name).to.equal('credential-in-use');
    expect(error.message).to.contain('Contoso.Invoices.Plugins');
  });

  it('show such a plan all the same', async () => {
    const ran = await fic(['delete', 'contoso-invoices-dev', '--dry-run'], 'healthy-v2-issued');
    expect(ran.code).to.equal(0);
    expect(ran.stdout.replaceAll(/\s+/g, ' ')).to.contain('the working trust of "Contoso.Invoices.Plugins"');
  });

  it('refuse to change what may be the trust of another environment', async () => {
    const ran = await fic(['update', 'contoso-invoices-dev', '--json'], 'environment-other');
    expect(ran.code).to.equal(2);
    expect(jsonOf(ran).error).to.deep.include({ name: 'credential-in-use' });
  });

  for (const [scenario, why] of [
    ['assembly-unsigned', 'unsigned'],
    ['audience-version-0-unverified,cloud=gcchigh', 'not verified'],
  ] as const) {
    it(`create nothing where the trust is ${why}`, async () => {
      const ran = await fic(['create', '--yes', '--json'], scenario);
      expect(ran.code).to.equal(2);
      expect(jsonOf(ran).error).to.deep.include({ name: 'change-blocked' });
    });
  }

  it('create nothing where the credential exists, or the application is full', async () => {
    const there = await fic(['create', '--yes', '--json'], 'healthy-v2-issued');
    expect(there.code).to.equal(0);
    expect(jsonOf(there)).to.deep.include({ plan: [], run: null });
    const full = await fic(['create', '--yes', '--json'], 'fic-limit');
    expect(jsonOf(full).error).to.deep.include({ name: 'change-blocked' });
  });

  it('refuse a name that Entra does not take, and one that no credential has', async () => {
    const bad = await fic(['create', '--name', 'a b', '--yes', '--json'], 'fic-missing');
    expect(jsonOf(bad).error).to.deep.include({ name: 'usage' });
    const unknown = await fic(['delete', 'nobody', '--yes', '--json'], 'fic-missing');
    expect(jsonOf(unknown).error).to.deep.include({ name: 'usage' });
  });
});
