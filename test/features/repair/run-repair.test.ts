import { expect } from 'chai';
import { PpmiError } from '../../../src/domain/errors.ts';
import type { StepRequest } from '../../../src/domain/plan.ts';
import { diagnoseSession } from '../../../src/features/diagnose/diagnose.ts';
import { applyPlan, planFor, verify } from '../../../src/features/repair/repair.ts';
import { type RepairIo, runRepair } from '../../../src/features/repair/run-repair.ts';
import { noStyle } from '../../../src/render/style.ts';
import type { CommandContext } from '../../../src/session/command-context.ts';
import type { Session } from '../../../src/session/session.ts';
import { openEmulatedSession } from '../../emulated-session.ts';
import { validator } from '../../schema.ts';
import { bash } from '../../shell.ts';
import { rejectedBy } from '../../thrown.ts';

/** A session whose writes to Graph go through this. */
function withSend(session: Session, send: (request: StepRequest) => Promise<void>): Session {
  return {
    ...session,
    sources() {
      const sources = session.sources();
      return { ...sources, graph: { ...sources.graph, send } };
    },
  };
}

const io: RepairIo = { version: '1.0.0', print: async () => {} };
const contextOf = (session: Session): CommandContext => ({
  json: true,
  shell: bash,
  notify: () => {},
  progress: () => {},
  openSession: async () => session,
  openCloudSession: () => Promise.reject(new Error('not used')),
  openHttpContext: () => Promise.reject(new Error('not used')),
});
const run = (session: Session, flags: { readonly emulate: string; readonly yes: boolean }) =>
  runRepair(contextOf(session), flags, io);

describe('a repair run', () => {
  const scenario = 'tenant-big-endian';
  let session: Session;
  beforeEach(async () => {
    session = (await openEmulatedSession(scenario)).session;
  });
  afterEach(() => session.close());
  const flags = { emulate: scenario, yes: true };

  it('prints plan, what was applied and the undo beside the error of a step that failed', async () => {
    const refused = new PpmiError('refused', {
      detail: '403',
      permission: 'Application.ReadWrite.All',
      who: 'an administrator',
    });
    const failing = withSend(session, () => Promise.reject(refused));
    const { result, exitCode, text } = await run(failing, flags);
    expect(exitCode).to.equal(2);
    const { error, plan, applied, proof } = result;
    expect(error).to.include({ code: 'PPMI9027', name: 'repair-not-proven' });
    expect(error?.message).to.include('nothing was changed');
    expect(error?.fix).to.include('Ask an administrator for Application.ReadWrite.All');
    expect(error?.fix).to.include(`ppmi doctor --emulate ${scenario}`).and.not.include('<');
    expect(plan[0]?.undo).to.include({ method: 'PATCH' });
    expect([applied, proof]).to.deep.equal([[], { doctor: null, exchange: 'not-run' }]);
    expect(await text(result, noStyle)).to.include('PPMI9027');
    const validate = validator('repair.schema.json');
    expect(validate(result), JSON.stringify(validate.errors)).to.equal(true);
  });

  it('verifies what it applied by the checks and the exchange', async () => {
    const { result, exitCode } = await run(session, flags);
    expect(exitCode).to.equal(0);
    expect(result).to.not.have.property('error');
    expect(result.applied).to.deep.equal(result.plan);
    expect(result.proof.doctor?.tool?.version).to.equal('1.0.0');
  });

  it('changes nothing where nobody can be asked', async () => {
    const sent: StepRequest[] = [];
    const watched = withSend(session, async (request) => void sent.push(request));
    const error = await rejectedBy(() => run(watched, { ...flags, yes: false }));
    expect([error.id, sent]).to.deep.equal(['terminal-needed', []]);
  });

  it('is not verified by an exchange that fails, and does not take old runs for new ones', async () => {
    const diagnosed = await diagnoseSession(session, flags);
    const plan = await planFor(diagnosed, flags);
    const skipped = await applyPlan(
      withSend(session, async () => {}),
      plan,
      diagnosed,
    );
    expect(skipped.lastFailure).to.be.instanceOf(Date);
    const { report, exchange } = await verify(session, flags, skipped, { sleep: async () => {} });
    expect([report.findings.map(({ name }) => name), exchange]).to.deep.equal([[scenario], 'failed']);
  });

  it('stops where a fact changed after the plan was made', async () => {
    const diagnosed = await diagnoseSession(session, flags);
    const plan = await planFor(diagnosed, flags);
    await applyPlan(session, plan, diagnosed);
    const again = await applyPlan(session, plan, diagnosed).catch((error: unknown) => error);
    expect(again).to.include({ id: 'repair-changed-meanwhile' });
  });
});
