import { expect } from 'chai';
import type { Step } from '../../../src/domain/plan.ts';
import { derivedId } from '../../../src/emulator/derived-id.ts';
import { startEmulator } from '../../../src/emulator/emulator.ts';
import { buildScenario } from '../../../src/emulator/scenarios/index.ts';
import { upgradeIdentities } from '../../../src/features/identity/upgrade.ts';
import type { RepairJson } from '../../../src/render/json/plan.ts';
import { emulatedTarget } from '../../../src/session/emulated-target.ts';
import { openSession, type Session } from '../../../src/session/session.ts';
import { contextOf } from '../../command-context.ts';
import { openEmulatedSession } from '../../emulated-session.ts';
import { rejectedBy } from '../../thrown.ts';

const given = { yes: true, all: false, 'keep-old': false, wait: 180, to: '2' } as const;

type Flags = Omit<Parameters<typeof upgradeIdentities>[0], 'to'> & { readonly to: '0' | '1' | '2' };

async function upgrade(session: Session, flags: Partial<Flags> = {}) {
  const io = { context: contextOf(session), version: '1.0.0', print: async () => {} };
  const { result, exitCode } = await upgradeIdentities({ ...given, ...flags }, io);
  return { result: result as RepairJson, exitCode };
}

/** Runs every plug-in that works at the start, after each write and each wait. */
async function watched(session: Session) {
  const components = await session.sources().dataverse.components();
  const { runPlugin } = session.context.target;
  if (runPlugin === null) throw new Error('the emulator runs plug-ins');
  const works = async (componentId: string) =>
    (await runPlugin({ environmentUrl: session.environmentUrl, componentId })).ok;
  const working: string[] = [];
  for (const { id } of components) if (await works(id)) working.push(id);
  const seen = { runs: 0, failures: 0, working };
  const look = async () => {
    for (const id of working) {
      seen.runs += 1;
      if (!(await works(id))) seen.failures += 1;
    }
  };
  const { sleep } = session.context.target;
  const target: Session['context']['target'] = {
    ...session.context.target,
    async sleep(ms) {
      for (let left = ms; left > 0; left -= 10_000) {
        await sleep(Math.min(left, 10_000));
        await look();
      }
    },
  };
  const objects: Session['clients']['objects'] = (url) => {
    const own = session.clients.objects(url);
    return {
      ...own,
      async write(...args) {
        const answer = await own.write(...args);
        await look();
        return answer;
      },
    };
  };
  const clients = { ...session.clients, objects };
  return { seen, session: { ...session, clients, context: { ...session.context, target } } };
}

const forms = (steps: readonly Pick<Step, 'request'>[]) => steps.map(({ request }) => request.method).join(' ');

describe('identity upgrade', () => {
  let session: Session;
  afterEach(() => session?.close());
  const open = async (scenario: string) => {
    session = (await openEmulatedSession(scenario)).session;
    return session;
  };

  it('creates, raises, then deletes, and the exchange succeeds with the new version', async () => {
    const { result, exitCode } = await upgrade(await open('version-0-deprecated'));
    expect(exitCode).to.equal(0);
    expect(forms(result.plan as unknown as Step[])).to.equal('POST PATCH DELETE');
    expect(result.applied).to.have.length(3);
    expect(result.proof.exchange).to.equal('succeeded');
  });

  it('keeps the old credentials if requested', async () => {
    const { result } = await upgrade(await open('version-0-deprecated'), { 'keep-old': true });
    expect(forms(result.plan as unknown as Step[])).to.equal('POST PATCH');
  });

  it('has nothing to do for a record of that version', async () => {
    const { result, exitCode } = await upgrade(await open('healthy-v2-issued'));
    expect({ plan: result.plan, exitCode }).to.deep.equal({ plan: [], exitCode: 0 });
  });

  for (const [scenario, to] of [
    ['version-0-deprecated', '2'],
    ['version-0-deprecated', '1'],
    ['healthy-v1-self-signed', '2'],
    ['healthy-v1-self-signed', '0'],
    ['version-0-deprecated,company=1', '2'],
    ['version-0-deprecated,kind=uami', '2'],
  ] as const) {
    it(`keeps every exchange working that works at the start: ${scenario} to ${to}`, async () => {
      const { seen, session: observed } = await watched(await open(scenario));
      expect(seen.working).to.not.have.length(0);
      const { exitCode } = await upgrade(observed, { to });
      expect(exitCode).to.equal(0);
      expect(seen.runs).to.be.greaterThan(0);
      expect(seen.failures).to.equal(0);
    });
  }

  it('keeps them working where Entra is only eventually consistent, beyond its usual rate of refusals', async () => {
    const { seen, session: observed } = await watched(await open('version-0-deprecated,consistency=eventual'));
    const { exitCode } = await upgrade(observed);
    expect(exitCode).to.equal(0);
    expect(seen.runs).to.be.greaterThan(30);
    expect(seen.failures / seen.runs).to.be.lessThan(0.08);
  });

  it('raises every record of an environment in one run', async () => {
    const { seen, session: observed } = await watched(await open('version-0-deprecated,company=1'));
    const { result, exitCode } = await upgrade(observed, { all: true });
    expect(exitCode).to.equal(0);
    expect(seen.failures).to.equal(0);
    const methods = result.plan.map(({ request }) => request.method);
    expect(methods.lastIndexOf('POST')).to.be.lessThan(methods.indexOf('PATCH'));
    expect(methods.lastIndexOf('PATCH')).to.be.lessThan(methods.indexOf('DELETE'));
  });

  it('leaves out what cannot be upgraded, says so, and raises the other records', async () => {
    for (const hidden of ['not returned', 'refused'] as const) {
      const opened = await openEmulatedSession('version-0-deprecated,company=1');
      session = opened.session;
      const [environment] = opened.world.environments;
      const row = (name: string) => environment?.managedIdentities.find((each) => each.name === name);
      const shipping = environment?.components.find(({ name }) => name === 'Contoso.Shipping.Plugins');
      const record = row('Contoso Shipping');
      if (shipping === undefined || record === undefined) throw new Error('no company');
      record.version = 1;
      if (hidden === 'not returned') shipping.content = null;
      else record.applicationId = derivedId('application/of another tenant');
      const { result, exitCode } = await upgrade(session, { all: true });
      expect(
        result.leftOut?.map(({ record: { name }, component }) => [name, component]),
        hidden,
      ).to.deep.equal([['Contoso Shipping', 'Contoso.Shipping.Plugins']]);
      expect([row('Contoso Invoices')?.version, record.version, exitCode], hidden).to.deep.equal([2, 1, 2]);
      await session.close();
    }
  });

  for (const [scenario, all] of [
    ['version-0-deprecated', false],
    ['version-0-deprecated,kind=uami', false],
    // Two components on one record, and environments that share an application.
    ['version-0-deprecated,company=1', true],
    ['version-0-deprecated,company=1,kind=uami', true],
  ] as const) {
    for (const keepOld of [true, false]) {
      it(`keeps every exchange working on the way 0, 1, 2, 1, 0: ${scenario}${keepOld ? ', keeping the old' : ''}`, async () => {
        const { world } = buildScenario(`${scenario},consistency=eventual`);
        // Refusals at random prove nothing about what was changed.
        if (world.consistency !== undefined) world.consistency.exchangeFailureRate = 0;
        const emulator = await startEmulator(world);
        const openTarget = async () => emulatedTarget(emulator);
        const start = await emulator.componentStates();
        for (const to of ['1', '2', '1', '0'] as const) {
          // Another command, which has read nothing yet.
          session = await openSession({ emulate: scenario }, { openTarget });
          const { seen, session: observed } = await watched(session);
          const { exitCode } = await upgrade(observed, { to, all, 'keep-old': keepOld });
          expect([to, exitCode, seen.failures]).to.deep.equal([to, 0, 0]);
          expect(seen.runs).to.be.greaterThan(0);
          emulator.advance(300);
        }
        const worked = ({ works }: { readonly works: boolean }) => works;
        expect((await emulator.componentStates()).map(worked)).to.deep.equal(start.map(worked));
      });
    }
  }

  for (const [scenario, to] of [
    ['assembly-unsigned', '2'],
    ['healthy-v2-issued', '0'],
    ['healthy-v2-package', '0'],
    ['healthy-v2-issued,cloud=gcchigh', '0'],
  ] as const) {
    it(`changes nothing where a trust is not known for certain: ${scenario} to ${to}`, async () => {
      const error = await rejectedBy(async () => upgrade(await open(scenario), { to }));
      expect(error).to.include({ id: 'change-blocked' });
    });
  }
});
