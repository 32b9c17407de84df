import { expect } from 'chai';
import type { ReadFact } from '../../../src/diagnosis/facts/fact-store.ts';
import { requireApplicationId, requireFact } from '../../../src/diagnosis/facts/require-fact.ts';
import { PpmiError } from '../../../src/domain/errors.ts';
import { rejectedBy } from '../../thrown.ts';

const reads = (reading: object) => (async () => reading) as unknown as ReadFact;

describe('a fact that a command requires', () => {
  it('fails with the error of its source', async () => {
    for (const id of ['sign-in-failed', 'sign-in-missing', 'throttled', 'host-not-allowed'] as const) {
      const error = new PpmiError(id, { host: 'contoso.crm4.dynamics.com', detail: 'AADSTS7000215' });
      const read = reads({ ok: false, unread: { fact: 'components', error } });
      expect(await rejectedBy(() => requireFact(read, 'identity'))).to.equal(error);
    }
  });

  it('is the client ID of the record, or the flag that gives one is named', async () => {
    expect(await requireApplicationId(reads({ ok: true, value: { record: { applicationId: 'a' } } }))).to.equal('a');
    const none = await rejectedBy(() => requireApplicationId(reads({ ok: true, value: { record: null } })));
    expect(none).to.include({ id: 'usage' });
    expect((none as PpmiError).args.detail).to.include('--application-id');
  });
});
