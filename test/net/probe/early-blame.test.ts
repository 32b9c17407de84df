import { expect } from 'chai';
import { networkFault } from '../../../src/domain/network-findings.ts';
import { StageTimeout } from '../../../src/net/connect.ts';
import { describeFailure } from '../../../src/net/failure.ts';
import { withEarlyBlame } from '../../../src/net/probe/early-blame.ts';

const host = 'graph.microsoft.com';
const early = networkFault('tls-no-answer', host, { host, port: 443, detail: null });
const late = networkFault('tls-no-http1', host, { host, port: 443 });

/** A stage that ends as `end` says, once the search for the cause has begun. */
function silentStage(end: () => string) {
  let began: (stop: AbortSignal) => void = () => undefined;
  const blamed = new Promise<AbortSignal>((resolve) => {
    began = resolve;
  });
  const stage = withEarlyBlame(
    { work: () => blamed.then(end), describe: () => ({ detail: '' }), blame: async () => late },
    {
      stage: 'tls',
      ms: 1,
      blame: async (_, stop) => {
        began(stop);
        return early;
      },
    },
  );
  return { stage, blamed };
}

describe('the search for the cause of a silence', () => {
  it('begins before the time limit, and its result is the cause when the limit is reached', async () => {
    const timeout = new StageTimeout('TLS', 1);
    const { stage } = silentStage(() => {
      throw timeout;
    });
    const error = await stage.work().catch((reason: unknown) => reason);
    expect(error).to.equal(timeout);
    expect(await stage.blame(describeFailure(error))).to.equal(early);
  });

  it('ends and counts for nothing when the stage answers after all, or fails in another way', async () => {
    const slow = silentStage(() => 'connected');
    expect(await slow.stage.work()).to.equal('connected');
    expect((await slow.blamed).aborted).to.equal(true);

    const reset = silentStage(() => {
      throw Object.assign(new Error('read'), { code: 'ECONNRESET' });
    });
    const error = await reset.stage.work().catch((reason: unknown) => reason);
    expect(await reset.stage.blame(describeFailure(error))).to.equal(late);
    expect((await reset.blamed).aborted).to.equal(true);
  });
});
