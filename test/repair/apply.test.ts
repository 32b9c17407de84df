import { expect } from 'chai';
import type { ReadFact } from '../../src/diagnosis/facts/fact-store.ts';
import { type ErrorArgs, type ErrorName, PpmiError } from '../../src/domain/errors.ts';
import type { FactName } from '../../src/domain/facts.ts';
import type { Step } from '../../src/domain/plan.ts';
import { applyError, applySteps, refuseIfChanged } from '../../src/repair/apply.ts';
import { rejectedBy } from '../thrown.ts';

const step = (id: string): Step => ({
  id,
  repairs: 'fic-missing',
  says: `Create ${id}`,
  risk: 'safe',
  request: { system: 'graph', method: 'POST', url: `https://graph.microsoft.com/${id}`, body: {} },
  undo: { system: 'graph', method: 'DELETE', url: `https://graph.microsoft.com/${id}`, body: null },
});

describe('steps', () => {
  const steps = [step('one'), step('two')];
  const failAt = async (id: string, error: ErrorName, args: ErrorArgs = {}) => {
    const sent: string[] = [];
    const result = await applySteps(steps, async ({ url }) => {
      sent.push(url);
      if (url.endsWith(id)) throw new PpmiError(error, { detail: 'no', ...args });
    });
    return { ...result, sent, detail: applyError(result)?.args.detail };
  };

  it('are sent in order', async () => {
    const { applied, failed, detail } = await failAt('none', 'refused');
    expect([applied, failed, detail]).to.deep.equal([steps, null, undefined]);
  });

  it('end with the first that fails, and name what was applied before it and how to undo that', async () => {
    const { applied, sent, detail } = await failAt('two', 'refused');
    expect(applied).to.deep.equal([steps[0]]);
    expect(sent).to.have.length(2);
    expect(detail).to.equal(
      '"Create two" failed: no; applied before it: Create one (undo: DELETE https://graph.microsoft.com/one)',
    );
    expect((await failAt('one', 'refused')).sent).to.have.length(1);
  });

  for (const [name, args] of [
    ['refused', {}],
    ['throttled', {}],
    ['sign-in-failed', {}],
    ['host-not-allowed', {}],
    ['answer-malformed', { status: 400 }],
    ['answer-malformed', { status: 409 }],
  ] as const) {
    it(`have changed nothing after ${name} ${JSON.stringify(args)}`, async () => {
      expect((await failAt('one', name, args)).detail).to.equal('"Create one" failed: no; nothing was changed');
    });
  }

  for (const [name, args] of [
    ['cut-off', {}],
    ['cut-off', { status: 500 }],
    ['answer-malformed', {}],
    ['redirect-refused', {}],
  ] as const) {
    it(`may have been applied behind ${name} ${JSON.stringify(args)}`, async () => {
      const { detail } = await failAt('one', name, args);
      expect(detail).to.equal('"Create one" failed: no; it may have been applied all the same');
    });
  }

  it('let a bug through', async () => {
    const error = await applySteps(steps, () => Promise.reject(new TypeError('x'))).catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(TypeError);
  });

  it('keep the permission that a refusal names', async () => {
    const result = await applySteps(steps, () =>
      Promise.reject(new PpmiError('refused', { permission: 'Application.ReadWrite.All', who: 'an administrator' })),
    );
    expect(applyError(result)?.args).to.include({ permission: 'Application.ReadWrite.All', who: 'an administrator' });
  });
});

describe('what a plan is based on', () => {
  const reads = (values: Partial<Record<FactName, unknown>>): ReadFact =>
    (async (name: FactName) => ({ ok: true, value: values[name] })) as unknown as ReadFact;
  const plan = { basedOn: ['records', 'now'] as const };

  it('must be the same when it is applied, but for the clock', async () => {
    const before = reads({ records: [{ id: 'a', version: 1 }], now: 1 });
    await refuseIfChanged(plan, { before, now: reads({ records: [{ id: 'a', version: 1 }], now: 2 }) });
    const now = reads({ records: [{ id: 'a', version: 2 }], now: 1 });
    const error = await rejectedBy(() => refuseIfChanged(plan, { before, now }));
    expect([error.id, error.args.what]).to.deep.equal(['repair-changed-meanwhile', 'records']);
  });

  it('must still be readable', async () => {
    const gone = new PpmiError('refused', { detail: '403' });
    const unread = (async () => ({ ok: false, unread: { fact: 'records', error: gone } })) as unknown as ReadFact;
    expect(await rejectedBy(() => refuseIfChanged(plan, { before: reads({}), now: unread }))).to.equal(gone);
  });
});
