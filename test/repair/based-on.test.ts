import { expect } from 'chai';
import type { ReadFact } from '../../src/diagnosis/facts/fact-store.ts';
import { PpmiError } from '../../src/domain/errors.ts';
import type { FactName } from '../../src/domain/facts.ts';
import { refuseIfChanged } from '../../src/repair/based-on.ts';
import { rejectedBy } from '../thrown.ts';

describe('the facts of a plan', () => {
  const reads = (values: Partial<Record<FactName, unknown>>): ReadFact =>
    (async (name: FactName) => ({ ok: true, value: values[name] })) as unknown as ReadFact;
  const plan = { basedOn: ['records', 'now'] as const };

  it('must be the same when it is applied, except for the clock', async () => {
    const before = reads({ records: [{ id: 'a', version: 1 }], now: 1 });
    await refuseIfChanged(plan, { before, now: reads({ records: [{ id: 'a', version: 1 }], now: 2 }) });
    const now = reads({ records: [{ id: 'a', version: 2 }], now: 1 });
    const error = await rejectedBy(() => refuseIfChanged(plan, { before, now }));
    expect([error.id, error.args.what]).to.deep.equal(['repair-changed-meanwhile', 'records']);
  });

  it('must be readable when it is applied', async () => {
    const gone = new PpmiError('refused', { detail: '403' });
    const unread = (async () => ({ ok: false, unread: { fact: 'records', error: gone } })) as unknown as ReadFact;
    expect(await rejectedBy(() => refuseIfChanged(plan, { before: reads({}), now: unread }))).to.equal(gone);
  });
});
