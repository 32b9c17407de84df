/** Repairs as users run them: the built tool, a proxy, a sign-in, a state folder. */
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { configurationOf, idsIn } from '../../../scripts/repairs/tenancy.ts';
import type { FleetRepairJson } from '../../../src/render/json/fleet-repair.ts';
import type { RepairJson } from '../../../src/render/json/plan.ts';
import type { RunDetailsJson, RunsJson } from '../../../src/render/json/runs.ts';
import { openRealTarget, type RealTarget } from '../../real-target.ts';
import { type Ran, runPpmi } from '../../run-ppmi.ts';
import { validator } from '../../schema.ts';

const bin = fileURLToPath(new URL('../../../bin/run.js', import.meta.url));
const parsed = <T>(ran: Pick<Ran, 'stdout'>): T => JSON.parse(ran.stdout) as T;
const repairOf = (ran: Pick<Ran, 'stdout'>) => parsed<RepairJson>(ran);
const errorOf = (ran: Ran) => parsed<{ error?: { name: string; message: string; fix: unknown } }>(ran).error ?? null;
const isWrite = (method: string, path: string) =>
  method !== 'GET' && /federatedIdentityCredentials|managedidentit|pluginassembl/.test(path);

/** As pasted into a shell, where `ppmi` is the built one. */
function pasted(command: string, env: Readonly<Record<string, string>>): Promise<{ readonly code: number | null }> {
  const shell = spawn('bash', ['-c', `ppmi() { "${process.execPath}" "${bin}" "$@"; }; ${command}`], {
    env: { PATH: process.env.PATH, HOME: '/nonexistent', ...env },
    stdio: 'ignore',
  });
  return new Promise((resolve) => shell.once('close', (code) => resolve({ code })));
}

describe('a repair of a real target', () => {
  let real: RealTarget;

  async function open(scenario: string, change?: Parameters<typeof openRealTarget>[1]): Promise<() => string> {
    real = await openRealTarget(scenario, change);
    const known = idsIn(real.emulator);
    return () => configurationOf(real.emulator, known);
  }

  afterEach(() => real.close());

  const kinds: readonly (readonly [kind: string, scenario: string, application: boolean])[] = [
    ['an update in Graph', 'tenant-big-endian', false],
    ['a creation in Graph', 'environment-other', false],
    ['an update in Azure Resource Manager', 'subject-case,kind=uami', false],
    ['a creation in Azure Resource Manager', 'fic-missing,kind=uami', false],
    ['a patch of a record', 'record-subject-scope', false],
    ['a new record and its binding', 'record-missing', true],
    ['a binding', 'binding-missing', false],
    ['another binding', 'binding-other-record', true],
    ['a service principal', 'service-principal-missing', false],
  ];
  for (const [kind, scenario, needsApplication] of kinds) {
    it(`${kind} is applied, listed, shown, and undone to the start`, async () => {
      const configuration = await open(scenario);
      const start = configuration();
      const application = real.emulator.world.tenants[0]?.applications.find(
        ({ displayName }) => displayName !== 'ppmi operator',
      );
      const more = needsApplication ? ['--application-id', application?.appId ?? ''] : [];
      const applied = await real.run('repair', ...real.target, ...more, '--yes');
      const { run, plan, applied: steps, proof, error } = repairOf(applied);
      expect(error).to.equal(undefined);
      expect([applied.code, steps.length]).to.deep.equal([0, plan.length]);
      expect(proof.doctor?.summary.errors).to.equal(0);
      expect(proof.exchange).to.equal('not-run');
      expect(configuration()).to.not.equal(start);

      const [listed] = parsed<RunsJson>(await real.run('repair', 'list')).runs;
      expect([listed?.id, listed?.state, listed?.applied]).to.deep.equal([run, 'completed', plan.length]);
      const shown = parsed<RunDetailsJson>(await real.run('repair', 'show', run ?? ''));
      expect(shown.steps.map(({ state }) => state)).to.deep.equal(plan.map(() => 'applied'));

      const undone = await real.run('repair', 'undo', '--yes');
      expect([undone.code, repairOf(undone).error]).to.deep.equal([0, undefined]);
      expect(configuration()).to.equal(start);
      expect(parsed<RunsJson>(await real.run('repair', 'list')).runs[0]?.state).to.equal('undone');
      expect((await real.run('repair', 'undo', '--yes')).code).to.equal(2);
    });
  }

  it('prints commands for going on that run as printed: the undo of a repair, and that of repair show', async () => {
    const configuration = await open('tenant-big-endian');
    const start = configuration();
    for (const from of ['repair', 'show']) {
      const applied = await runPpmi(['repair', ...real.target, ...real.access, '--yes'], { env: real.env });
      const id = parsed<RunsJson>(await real.run('repair', 'list')).runs[0]?.id ?? '';
      const shown = from === 'repair' ? applied : await runPpmi(['repair', 'show', id], { env: real.env });
      const [, command = ''] = /^Undo(?: this run)?: (.*)$/m.exec(shown.stdout) ?? [];
      expect(command).to.match(/^ppmi repair undo \S+ --sign-in client-secret /);
      expect(configuration()).to.not.equal(start);
      expect((await pasted(command, real.env)).code).to.equal(0);
      expect(configuration()).to.equal(start);
    }
  });

  it('makes failed runs from before it outdated for doctor, but not for one that failed to repair everything', async () => {
    await open('tenant-big-endian+record-credential-source');
    const names = async () => {
      const { findings } = parsed<{ findings: { name: string }[] }>(await real.run('doctor', ...real.target));
      return findings.map(({ name }) => name);
    };
    await real.run('repair', ...real.target, '--yes', '--only', 'record-credential-source');
    expect(await names()).to.deep.equal(['tenant-big-endian']);
    expect((await real.run('repair', ...real.target, '--yes')).code).to.equal(0);
    expect(await names()).to.deep.equal([]);
    const { emulator } = real;
    const [environment] = emulator.world.environments;
    for (const application of emulator.world.tenants[0]?.applications ?? [])
      for (const credential of application.federatedIdentityCredentials) credential.exchangeSubject = '/old';
    await emulator.runPlugin(environment?.id ?? '', environment?.components[0]?.id ?? '');
    expect(await names()).to.deep.equal(['fic-propagating']);
  });

  it('tells what it could not read and what it does not repair, with --json too', async () => {
    await open('tenant-big-endian', (world) => {
      world.operator.graphPermissions = [];
    });
    const ran = await real.run('repair', ...real.target, '--yes');
    const { plan, before, left } = repairOf(ran);
    expect([ran.code, plan, left]).to.deep.equal([2, [], []]);
    const blocked = before?.verdicts.filter(({ state }) => state === 'blocked') ?? [];
    expect(blocked.map(({ permission }) => permission)).to.include('Application.Read.All (Microsoft Graph)');
    await real.close();
    await open('resource-no-role');
    expect(repairOf(await real.run('repair', ...real.target, '--dry-run')).left).to.deep.include({
      code: 'PPMI7001',
      name: 'resource-no-role',
      reason: 'ppmi has no repair for it; see its fix',
    });
  });

  it('runs the exchange with an assertion that was captured, and says how many of how many succeeded', async () => {
    const captured = async (scenario: string, secondsAgo: number) => {
      await open(scenario, ({ environments: [environment] }) => {
        const [component] = environment?.components ?? [];
        if (component !== undefined && secondsAgo > 0) component.capturedSecondsAgo = secondsAgo;
      });
      const [environment] = real.emulator.world.environments;
      const presented = await real.emulator.presentedAssertion(
        environment?.id ?? '',
        environment?.components[0]?.id ?? '',
      );
      const file = join(real.folder, 'assertion.jwt');
      writeFileSync(file, presented.ok ? presented.value.assertion : '');
      return file;
    };
    const file = await captured('hash-old-certificate', 0);
    const ran = await real.run('repair', ...real.target, '--assertion', file, '--remove-old', '--yes');
    const { proof, applied } = repairOf(ran);
    expect([ran.code, proof.exchange, proof.exchanges]).to.deep.equal([0, 'succeeded', { succeeded: 3, of: 3 }]);
    // With a proof, one run creates the new credential and deletes the old one.
    expect(applied.map(({ request }) => request.method)).to.deep.equal(['POST', 'DELETE']);
    expect(ran.stdout + ran.stderr).to.not.include(readFileSync(file, 'utf8'));
    await real.close();
    const late = await captured('tenant-big-endian', 7200);
    const expired = await real.run('repair', ...real.target, '--assertion', late, '--yes');
    expect([expired.code, repairOf(expired).proof.exchange]).to.deep.equal([0, 'not-run']);
  });

  it('keeps no secret in its journal, readable by its owner alone', async () => {
    await open('tenant-big-endian');
    await real.run('repair', ...real.target, '--yes');
    const runs = join(real.stateFolder, 'runs');
    const [id = ''] = readdirSync(runs);
    const texts = readdirSync(join(runs, id)).map((name) => readFileSync(join(runs, id, name), 'utf8'));
    expect(texts.join()).to.not.include(real.emulator.world.operator.clientSecret).and.not.match(/eyJ/);
  });

  it('without a terminal and without --yes shows the plan and changes nothing', async () => {
    const configuration = await open('tenant-big-endian');
    const start = configuration();
    const ran = await real.run('repair', ...real.target);
    expect([ran.code, repairOf(ran).plan.length, errorOf(ran)?.name]).to.deep.equal([2, 1, 'terminal-needed']);
    const dry = await real.run('repair', ...real.target, '--dry-run');
    expect([dry.code, repairOf(dry).run]).to.deep.equal([1, null]);
    expect(configuration()).to.equal(start);
    expect(existsSync(real.stateFolder)).to.equal(false);
  });

  it('applies only the steps that --only names', async () => {
    await open('record-subject-scope+record-credential-source');
    const ran = await real.run('repair', ...real.target, '--only', 'record-subject-scope', '--yes');
    expect(repairOf(ran).applied.map(({ repairs }) => repairs)).to.deep.equal(['record-subject-scope']);
    expect(ran.code).to.equal(1);
    const unknown = await real.run('repair', ...real.target, '--only', 'tenant-raw-guid', '--yes');
    expect([unknown.code, errorOf(unknown)?.name]).to.deep.equal([2, 'usage']);
  });

  it('names the missing permission of a refused write, and who grants it', async () => {
    const configuration = await open('tenant-big-endian', (world) => {
      world.operator.graphPermissions = ['Application.Read.All'];
    });
    const start = configuration();
    const ran = await real.run('repair', ...real.target, '--yes');
    expect([ran.code, errorOf(ran)?.name]).to.deep.equal([2, 'repair-not-proven']);
    expect(String(errorOf(ran)?.fix))
      .to.match(/Application\.ReadWrite\.All/)
      .and.match(/Global Administrator/);
    expect(configuration()).to.equal(start);
  });

  it('refuses a state folder that cannot be written to before anything is changed', async () => {
    if (process.getuid?.() === 0) {
      // Root may write anywhere: a file in the place of the folder cannot be written to by any user.
      const configuration = await open('tenant-big-endian');
      const start = configuration();
      writeFileSync(real.stateFolder, '');
      const ran = await real.run('repair', ...real.target, '--yes');
      expect([ran.code, errorOf(ran)?.name]).to.deep.equal([2, 'state-unwritable']);
      expect(configuration()).to.equal(start);
      return;
    }
    await open('tenant-big-endian');
    mkdirSync(real.stateFolder);
    chmodSync(real.stateFolder, 0o500);
    const ran = await real.run('repair', ...real.target, '--yes');
    expect([ran.code, errorOf(ran)?.name]).to.deep.equal([2, 'state-unwritable']);
    expect(real.requests.filter((line) => /^(PATCH|PUT|DELETE) /.test(line))).to.deep.equal([]);
  });

  it('applies a plan file, and refuses one that was edited, is for another target, or is out of date', async () => {
    const configuration = await open('tenant-big-endian');
    const start = configuration();
    const file = join(real.folder, 'plan.json');
    const written = await real.run('repair', ...real.target, '--plan-out', file);
    expect([written.code, repairOf(written).planFile]).to.deep.equal([0, file]);
    const plan = JSON.parse(readFileSync(file, 'utf8'));

    const edits: readonly ((copy: typeof plan) => void)[] = [
      (copy) => {
        copy.steps[0].request.body.subject = '/eid1/c/pub/t/x/a/y/n/plugin/e/z/h/0';
      },
      (copy) => {
        copy.steps[0].request.url = copy.steps[0].request.url.replace('graph.microsoft.com', 'graph.example');
      },
      (copy) => {
        copy.steps[0].request = {
          system: 'graph',
          method: 'DELETE',
          url: 'https://graph.microsoft.com/v1.0/users/1',
          body: null,
        };
      },
      (copy) => {
        copy.tenantId = '11111111-2222-3333-4444-555555555555';
      },
      (copy) => {
        copy.environment.id = '11111111-2222-3333-4444-555555555555';
      },
    ];
    for (const [index, edit] of edits.entries()) {
      const copy = structuredClone(plan);
      edit(copy);
      const edited = join(real.folder, `edited-${index}.json`);
      writeFileSync(edited, JSON.stringify(copy));
      const refused = await real.run('repair', 'apply', edited, '--yes');
      expect([refused.code, errorOf(refused)?.name], `edit ${index}`).to.deep.equal([2, 'plan-invalid']);
    }
    expect(configuration()).to.equal(start);

    expect((await real.run('repair', 'apply', file, '--yes')).code).to.equal(0);
    expect(configuration()).to.not.equal(start);
    const late = await real.run('repair', 'apply', file, '--yes');
    expect([late.code, errorOf(late)?.name]).to.deep.equal([2, 'plan-invalid']);
  });

  it('killed at its first write, is resumed to the goal, and undone to the start', async () => {
    const configuration = await open('binding-missing');
    const start = configuration();
    const killed = await real.interruptAt(isWrite, 'SIGKILL', 'repair', ...real.target, '--yes');
    expect(killed.signal).to.equal('SIGKILL');
    expect(parsed<RunsJson>(await real.run('repair', 'list')).runs[0]?.state).to.equal('interrupted');
    const resumed = await real.run('repair', 'resume');
    expect([resumed.code, repairOf(resumed).applied.length]).to.deep.equal([0, 1]);
    expect((await real.run('repair', 'undo')).code).to.equal(0);
    expect(configuration()).to.equal(start);
  });

  it('killed while it is being undone, is undone to the start', async () => {
    const configuration = await open('tenant-big-endian');
    const start = configuration();
    await real.run('repair', ...real.target, '--yes');
    await real.interruptAt(isWrite, 'SIGKILL', 'repair', 'undo');
    // The signal can arrive after the outcome was written down: then nothing is left to undo.
    const { runs } = parsed<RunsJson>(await real.run('repair', 'list'));
    if (runs[0]?.state !== 'undone') expect((await real.run('repair', 'undo')).code).to.equal(0);
    expect(configuration()).to.equal(start);
  });

  it('L4: interrupted by SIGINT says what was applied, ends with 130, and can be resumed', async () => {
    await open('record-subject-scope+record-credential-source');
    const stopped = await real.interruptAt(isWrite, 'SIGINT', 'repair', ...real.target, '--yes');
    expect(stopped.code).to.equal(130);
    // The signal takes its time on a busy machine: the second step may be under way by then.
    expect(repairOf(stopped).applied.length).to.be.within(1, 2);
    const resumed = await real.run('repair', 'resume');
    expect([resumed.code, repairOf(resumed).applied.length]).to.deep.equal([0, 2]);
  });

  it('stops if another client changed an object of the run, and overwrites nothing', async () => {
    const configuration = await open('tenant-big-endian');
    await real.run('repair', ...real.target, '--yes');
    for (const application of real.emulator.world.tenants[0]?.applications ?? [])
      for (const credential of application.federatedIdentityCredentials) credential.subject = 'of somebody else';
    const theirs = configuration();
    const undone = await real.run('repair', 'undo');
    expect([undone.code, errorOf(undone)?.name]).to.deep.equal([2, 'repair-conflict']);
    expect(configuration()).to.equal(theirs);
  });

  it('is refused while another one runs', async () => {
    await open('tenant-big-endian');
    const { acquireLocks } = await import('../../../src/repair/journal/lock.ts');
    const url = real.target[1] ?? '';
    const owner = {
      pid: process.pid,
      host: (await import('node:os')).hostname(),
      user: 'somebody',
      since: '2026-11-28T12:00:00Z',
      run: '20261128T120000Z-abcdef',
    };
    const lock = acquireLocks(real.stateFolder, [`environment:${url}`], owner);
    try {
      const ran = await real.run('repair', ...real.target, '--yes');
      expect([ran.code, errorOf(ran)?.name]).to.deep.equal([2, 'repair-locked']);
      expect(errorOf(ran)?.message).to.include(String(process.pid)).and.include('2026-11-28T12:00:00Z');
    } finally {
      lock.release();
    }
  });

  it('H2: does not let an environment of another tenant use an application unless its tenant is confirmed', async () => {
    const configuration = await open('environment-of-other-tenant');
    const start = configuration();
    const foreign = real.emulator.world.environments[0]?.tenantId ?? '';
    const refused = await real.run('repair', ...real.target, '--yes');
    expect([refused.code, errorOf(refused)?.name]).to.deep.equal([2, 'foreign-tenant']);
    expect(configuration()).to.equal(start);
    const ours = real.emulator.world.operator.tenantId;
    const wrong = await real.run('repair', ...real.target, '--yes', '--foreign-tenant', ours);
    expect([wrong.code, errorOf(wrong)?.name]).to.deep.equal([2, 'foreign-tenant']);
    const applied = await real.run('repair', ...real.target, '--yes', '--foreign-tenant', foreign);
    expect(repairOf(applied).applied.map(({ risk }) => risk)).to.include('grants-access-to-another-tenant');
  });

  it('repairs every component of the environments of a file: one plan, a run for each component', async () => {
    const configuration = await open('record-subject-scope,components=2,applications=2', (world) => {
      for (const record of world.environments[0]?.managedIdentities ?? []) record.subjectScope = 0;
    });
    const start = configuration();
    const file = join(real.folder, 'environments.txt');
    writeFileSync(file, `${real.target[1]}\n`);
    const shown = await real.run('repair', '--environments-file', file);
    expect([shown.code, errorOf(shown)?.name]).to.deep.equal([2, 'terminal-needed']);
    expect(configuration()).to.equal(start);
    const applied = await real.run('repair', '--environments-file', file, '--yes');
    const { runs, plan } = parsed<FleetRepairJson>(applied);
    expect([applied.code, plan.length]).to.deep.equal([0, 2]);
    expect(runs.map(({ applied: steps }) => steps.length)).to.deep.equal([1, 1]);
    const validate = validator('repair.schema.json');
    expect(validate(parsed(applied)), JSON.stringify(validate.errors)).to.equal(true);
    for (const { run } of runs) expect((await real.run('repair', 'undo', run ?? '')).code).to.equal(0);
    expect(configuration()).to.equal(start);
  });

  it('does not delete its record while another client has bound a component to it', async () => {
    await open('record-missing,components=2');
    const [environment] = real.emulator.world.environments;
    const application = real.emulator.world.tenants[0]?.applications.find(
      ({ displayName }) => displayName !== 'ppmi operator',
    );
    await real.run('repair', ...real.target, '--application-id', application?.appId ?? '', '--yes');
    const bound = environment?.managedIdentities.at(-1)?.id ?? '';
    for (const component of environment?.components.slice(1) ?? []) component.managedIdentityId = bound;
    const undone = await real.run('repair', 'undo');
    expect([undone.code, errorOf(undone)?.name]).to.deep.equal([2, 'repair-conflict']);
    expect(errorOf(undone)?.message).to.include('other components are bound');
    expect(environment?.managedIdentities.map(({ id }) => id)).to.include(bound);
  });
});
