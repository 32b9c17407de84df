/** `repair --all` and `--environments-file` as users run them: the built tool, a proxy, a sign-in, a state folder. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { configurationOf, idsIn } from '../../../scripts/repairs/tenancy.ts';
import type { World } from '../../../src/emulator/world/model.ts';
import type { FleetRepairJson } from '../../../src/render/json/fleet-repair.ts';
import { openRealTarget, type RealTarget } from '../../real-target.ts';
import { type Ran, runPpmi } from '../../run-ppmi.ts';
import { validator } from '../../schema.ts';

const gone = 'https://contoso-gone--example.crm4.dynamics.com';
const validate = validator('repair.schema.json');

/** Environments that share an application, each with a credential that has the wrong case. */
function breakBoth({ environments, tenants }: World): void {
  const credentials = tenants.flatMap(({ applications }) =>
    applications.flatMap(({ federatedIdentityCredentials }) => federatedIdentityCredentials),
  );
  for (const { id } of environments) {
    for (const credential of credentials.filter(({ subject }) => subject?.includes(`/e/${id}/`))) {
      credential.subject = credential.subject?.replace(id, id.toUpperCase()) ?? null;
    }
  }
}

describe('a repair of several environments', () => {
  let real: RealTarget;
  afterEach(() => real?.close());

  async function open(change: (world: World) => void = () => {}) {
    real = await openRealTarget('healthy-v2-issued,company=1', (world) => {
      breakBoth(world);
      change(world);
    });
    const known = idsIn(real.emulator);
    return () => configurationOf(real.emulator, known);
  }

  /** @param more URLs beside those of the world */
  function list(...more: readonly string[]): readonly string[] {
    const file = join(real.folder, 'environments.txt');
    const urls = real.emulator.world.environments.map(({ url }) => url);
    writeFileSync(file, [...urls, ...more].join('\n'));
    return ['--environments-file', file];
  }

  function resultOf(ran: Ran): FleetRepairJson {
    const json = JSON.parse(ran.stdout);
    expect(validate(json), JSON.stringify(validate.errors)).to.equal(true);
    return json;
  }

  it('covers the environments that can be read, and names the one that cannot', async () => {
    const configuration = await open();
    const start = configuration();
    const dry = await real.run('repair', ...list(gone), '--dry-run');
    const planned = resultOf(dry);
    expect(dry.code).to.equal(2);
    expect(planned.unread.map(({ environment }) => environment)).to.deep.equal([gone]);
    expect(new Set(planned.runs.map(({ environment }) => environment)).size).to.equal(2);
    expect(configuration()).to.equal(start);

    const ran = await real.run('repair', ...list(gone), '--yes');
    const { runs, plan, applied, unread } = resultOf(ran);
    expect([ran.code, applied.length, unread.length]).to.deep.equal([2, plan.length, 1]);
    expect((await real.emulator.componentStates()).every(({ works }) => works)).to.equal(true);
    for (const { run } of [...runs].reverse()) {
      const undone = await real.run('repair', 'undo', run ?? '', '--yes');
      expect(undone.code, undone.stdout).to.equal(0);
    }
    expect(configuration()).to.equal(start);
  });

  it('says what the plan was made from, and what no step repairs, for each component', async () => {
    const ran = await runPpmi([
      ...['repair', '--emulate', 'conditional-access-blocked,company=1', '--all', '--dry-run', '--json'],
    ]);
    const { before, left } = resultOf(ran);
    expect(before.reports?.map(({ target }) => target.component?.name)).to.include.members([
      'Contoso.Invoices.Plugins',
      'Contoso.Shipping.Plugins',
    ]);
    expect(before.summary).to.include({ failed: 1, components: before.reports?.length });
    expect(left.map(({ name, component }) => [name, component?.name])).to.deep.include([
      'conditional-access-blocked',
      'Contoso.Invoices.Plugins',
    ]);
  });

  it('plans one credential for components that present the same subject', async () => {
    for (const kind of ['app', 'uami']) {
      const planned = await runPpmi([
        'repair',
        '--emulate',
        `fic-missing,company=1,kind=${kind}`,
        '--all',
        '--dry-run',
        '--json',
      ]);
      const { plan, runs } = resultOf(planned);
      expect(plan.map(({ says }) => says)).to.deep.equal([
        'Create the federated identity credential "ppmi-7c4547dd-Contoso-Invoices-Plugins"',
      ]);
      expect(runs).to.have.length(1);
    }
  });

  it('goes on with the others after one is refused', async () => {
    await open();
    const flags = list();
    const { runs: planned, plan } = resultOf(await real.run('repair', ...flags, '--dry-run'));
    const { wire } = real.emulator.world;
    const { host, pathname } = new URL(plan[0]?.request.url ?? '');
    wire.push({ host, method: 'PATCH', path: pathname, kind: 'status', value: 403 });
    const ran = await real.run('repair', ...flags, '--yes');
    const { runs, error } = resultOf(ran);
    expect([ran.code, error?.name]).to.deep.equal([2, 'repair-not-proven']);
    const failed = runs.map(({ error: own }) => own !== null);
    expect(failed).to.deep.equal(planned.map((_run, index) => index === 0));
    wire.pop();
    const again = await real.run('repair', ...flags, '--yes');
    expect([again.code, resultOf(again).plan.length]).to.deep.equal([0, 1]);
  });

  it('is continued after a kill in the second of its runs, and planned again for what is left', async () => {
    const configuration = await open();
    const start = configuration();
    const flags = list();
    let writes = 0;
    const second = (method: string) => method === 'PATCH' && ++writes === 2;
    const { signal } = await real.interruptAt(second, 'SIGKILL', 'repair', ...flags, '--yes');
    expect(signal).to.equal('SIGKILL');
    const { runs } = JSON.parse((await real.run('repair', 'list')).stdout) as { runs: { id: string; state: string }[] };
    expect(runs.map(({ state }) => state)).to.deep.equal(['interrupted', 'completed']);
    expect((await real.run('repair', 'resume', '--yes')).code).to.equal(0);
    const rest = await real.run('repair', ...flags, '--yes');
    const { runs: begun, plan } = resultOf(rest);
    expect([rest.code, begun.length, plan.length]).to.deep.equal([0, 1, 1]);
    expect((await real.emulator.componentStates()).every(({ works }) => works)).to.equal(true);
    for (const id of [begun[0]?.run ?? '', ...runs.map((run) => run.id)]) {
      const undone = await real.run('repair', 'undo', id, '--yes');
      expect(undone.code, undone.stdout).to.equal(0);
    }
    expect(configuration()).to.equal(start);
  });

  it('ends with the error itself where no environment can be read', async () => {
    await open();
    const file = join(real.folder, 'gone.txt');
    writeFileSync(file, `${gone}\n`);
    const ran = await real.run('repair', '--environments-file', file, '--yes');
    expect(ran.code).to.equal(2);
    expect(JSON.parse(ran.stdout)).to.have.nested.property('error.code');
  });

  it('prints how to undo each run with the same sign-in', async () => {
    await open();
    const { stdout } = await runPpmi(['repair', ...list(), '--yes', ...real.access], { env: real.env });
    const commands = [...stdout.matchAll(/^Undo this run: ppmi (repair undo .*)$/gm)].map(([, line = '']) => line);
    expect(commands).to.have.length.greaterThan(1);
    for (const line of commands) {
      const undone = await runPpmi(line.split(' '), { env: real.env });
      expect(undone.code, undone.stdout + undone.stderr).to.equal(0);
    }
  });
});
