import { expect } from 'chai';
import { runRepair } from '../../../src/features/repair/run-repair.ts';
import type { Session } from '../../../src/session/session.ts';
import { contextOf } from '../../command-context.ts';
import { openEmulatedSession } from '../../emulated-session.ts';

const io = { version: '1.0.0', print: async () => {} };
const run = async (session: Session, more: { readonly 'remove-old'?: boolean; readonly 'dry-run'?: boolean } = {}) =>
  runRepair({ yes: true, 'remove-old': true, ...more }, { ...io, context: contextOf(session) });
const methods = (steps: readonly { readonly request: { readonly method: string } }[]) =>
  steps.map(({ request }) => request.method).join(' ');

/** As a real target: ppmi cannot run the plug-in. */
function withoutExchange(session: Session): Session {
  const target = { ...session.context.target, runPlugin: null };
  return { ...session, context: { ...session.context, target } };
}

describe('the removal of an old credential', () => {
  let session: Session;
  let states: Awaited<ReturnType<typeof openEmulatedSession>>['states'];
  const open = async (scenario: string) => {
    ({ session, states } = await openEmulatedSession(scenario));
    return session;
  };
  afterEach(() => session.close());

  for (const [scenario, created] of [
    ['hash-old-certificate', 'POST'],
    ['environment-other', 'POST'],
    ['version-record-2-fic-1', 'POST'],
    ['hash-old-certificate,kind=uami', 'PUT'],
  ] as const) {
    it(`is a step of its own after the proof: ${scenario}`, async () => {
      const { result, exitCode } = await run(await open(scenario));
      expect([methods(result.applied), exitCode]).to.deep.equal([`${created} DELETE`, 0]);
      expect(result.applied[1]).to.include({ risk: 'disruptive', repairs: null });
      expect(result.proof.exchange).to.equal('succeeded');
    });
  }

  it('is not planned without the flag, nor for a value that was corrected in place', async () => {
    expect(methods((await run(await open('hash-old-certificate'), { 'remove-old': false })).result.plan)).to.equal(
      'POST',
    );
    await session.close();
    expect(methods((await run(await open('tenant-big-endian'))).result.plan)).to.equal('PATCH');
    await session.close();
    expect((await run(await open('healthy-v2-issued'))).result.plan).to.deep.equal([]);
  });

  it('waits for a run of its own where ppmi cannot run the exchange', async () => {
    const real = withoutExchange(await open('hash-old-certificate'));
    expect(methods((await run(real)).result.applied)).to.equal('POST');
    const second = await run(real);
    expect([methods(second.result.applied), second.exitCode]).to.deep.equal(['DELETE', 0]);
    expect((await states())[0]?.works).to.equal(true);
    expect((await run(real)).result.plan).to.deep.equal([]);
  });

  it('is not sent if the exchange fails with the new credential', async () => {
    await open('hash-old-certificate');
    const { context } = session;
    const runPlugin = async () => ({
      ok: false as const,
      stack: 'AADSTS700213: No matching federated identity record',
    });
    const failing = { ...session, context: { ...context, target: { ...context.target, runPlugin } } };
    const { result, exitCode } = await run(failing);
    expect([methods(result.plan), methods(result.applied), exitCode]).to.deep.equal(['POST DELETE', 'POST', 2]);
    expect(result.error?.name).to.equal('repair-not-proven');
  });

  it('leaves a credential that another component of the environment uses', async () => {
    await open('hash-old-certificate,company=1');
    const working = (await states()).filter(({ works }) => works).map(({ componentId }) => componentId);
    await run(session);
    const after = (await states()).filter(({ works }) => works).map(({ componentId }) => componentId);
    expect(after).to.include.members(working);
  });
});
