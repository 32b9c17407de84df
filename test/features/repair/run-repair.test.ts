import { expect } from 'chai';
import type { StepRequest } from '../../../src/domain/plan.ts';
import type { WriteOutcome } from '../../../src/domain/write-outcome.ts';
import { diagnoseSession } from '../../../src/features/diagnose/diagnose.ts';
import { carryOut } from '../../../src/features/repair/carry-out.ts';
import { planFor, readAgain } from '../../../src/features/repair/repair.ts';
import { runRepair } from '../../../src/features/repair/run-repair.ts';
import { noStyle } from '../../../src/render/style.ts';
import type { Session } from '../../../src/session/session.ts';
import { contextOf } from '../../command-context.ts';
import { openEmulatedSession } from '../../emulated-session.ts';
import { validator } from '../../schema.ts';
import { rejectedBy } from '../../thrown.ts';

/** A session whose writes go through this. */
function withWrite(session: Session, write: (request: StepRequest) => Promise<WriteOutcome>): Session {
  const objects: Session['clients']['objects'] = (url) => ({ ...session.clients.objects(url), write });
  return { ...session, clients: { ...session.clients, objects } };
}

const written: WriteOutcome = { kind: 'written', status: 204, id: null, etag: null };
const io = { version: '1.0.0', print: async () => {} };
const run = (session: Session, flags: { readonly emulate: string; readonly yes: boolean }) =>
  runRepair(flags, { ...io, context: contextOf(session) });

describe('a repair run', () => {
  const scenario = 'tenant-big-endian';
  let session: Session;
  beforeEach(async () => {
    session = (await openEmulatedSession(scenario)).session;
  });
  afterEach(() => session.close());
  const flags = { emulate: scenario, yes: true };

  it('prints the plan, the applied steps and the undo with the error of a failed step', async () => {
    const refused: WriteOutcome = {
      kind: 'rejected',
      status: 403,
      code: 'Authorization_RequestDenied',
      message: '403',
      retryAfter: null,
      permission: 'Application.ReadWrite.All',
      grantedBy: 'an administrator',
    };
    const failing = withWrite(session, async () => refused);
    const { result, exitCode, text } = await run(failing, flags);
    expect(exitCode).to.equal(2);
    const { error, plan, applied, proof } = result;
    expect(error).to.include({ code: 'PPMI9027', name: 'repair-not-proven' });
    expect(error?.message).to.include('it changed nothing');
    expect(error?.fix).to.include('Ask an administrator for Application.ReadWrite.All');
    expect(error?.fix).to.include(`ppmi doctor --emulate ${scenario}`).and.not.include('<');
    expect(plan[0]?.undo).to.include({ method: 'PATCH' });
    expect([applied, proof.doctor, proof.exchange]).to.deep.equal([[], null, 'not-run']);
    expect(await text(result, noStyle)).to.include('PPMI9027');
    const validate = validator('repair.schema.json');
    expect(validate(result), JSON.stringify(validate.errors)).to.equal(true);
  });

  it('verifies what it applied by the checks and the exchange', async () => {
    const { result, exitCode } = await run(session, flags);
    expect(exitCode).to.equal(0);
    expect(result).to.not.have.property('error');
    expect(result.applied.map(({ id }) => id)).to.deep.equal(result.plan.map(({ id }) => id));
    expect(result.proof.exchanges).to.deep.equal({ succeeded: 3, of: 3 });
    expect(result.proof.doctor?.tool?.version).to.equal('1.0.0');
  });

  it('changes nothing when it cannot prompt', async () => {
    const sent: StepRequest[] = [];
    const watched = withWrite(session, async (request) => {
      sent.push(request);
      return written;
    });
    const { result, exitCode } = await run(watched, { ...flags, yes: false });
    expect([result.error?.name, exitCode, sent]).to.deep.equal(['terminal-needed', 2, []]);
  });

  it('is not verified by a failed exchange, and ignores old runs', async () => {
    const diagnosed = await diagnoseSession(session, flags);
    const { steps, ...plan } = await planFor(diagnosed, flags);
    const lastFailure = await readAgain(session, plan, diagnosed);
    expect(lastFailure).to.be.instanceOf(Date);
    const skipped = withWrite(session, async () => written);
    const options = { flags, context: contextOf(session), version: '1.0.0', lastFailure, report: diagnosed.report };
    const { proof } = await carryOut({ ...options, session: skipped, steps });
    expect([proof?.report.findings.map(({ name }) => name), proof?.exchange]).to.deep.equal([[scenario], 'failed']);
  });

  it('stops if a fact changed after planning', async () => {
    const diagnosed = await diagnoseSession(session, flags);
    const plan = await planFor(diagnosed, flags);
    await run(session, flags);
    const error = await rejectedBy(() => readAgain(session, plan, diagnosed));
    expect(error).to.include({ id: 'repair-changed-meanwhile' });
  });
});

describe('--only', () => {
  it('takes the steps of a credential that is deleted and created again together', async () => {
    const { session } = await openEmulatedSession('fic-stale');
    try {
      const io = { version: '1.0.0', print: async () => {}, context: contextOf(session) };
      const plan = async (only: readonly string[]) =>
        (await runRepair({ emulate: 'fic-stale', yes: false, 'dry-run': true, only }, io)).result.plan;
      const all = await plan([]);
      expect(all.map(({ request }) => request.method)).to.deep.equal(['DELETE', 'POST']);
      for (const { id } of all) expect(await plan([id])).to.deep.equal(all);
    } finally {
      await session.close();
    }
  });
});
