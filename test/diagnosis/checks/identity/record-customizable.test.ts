import { expect } from 'chai';
import recordCustomizable from '../../../../src/diagnosis/checks/identity/record-customizable.ts';
import { namesOf } from '../check-names.ts';
import { inWorld, names } from '../examine.ts';

describe('identity/record-customizable', () => {
  for (const [value, expected] of [
    [false, ['record-not-customizable']],
    [true, []],
    [null, []],
  ] as const) {
    it(`iscustomizable ${value}: ${expected.join() || 'nothing'}`, () => {
      expect(namesOf(recordCustomizable, { recordCustomizable: value })).to.deep.equal(expected);
    });
  }

  it('does not apply without a record', () => {
    const identity = { state: 'missing' as const, record: null, candidates: [] };
    expect(namesOf(recordCustomizable, { identity, recordCustomizable: false })).to.equal('not-applicable');
  });

  it('an unmanaged record can be changed whatever the property says', async () => {
    const found = await inWorld(
      'healthy-v2-issued',
      ({ environments: [environment] }) => {
        for (const record of environment?.managedIdentities ?? []) record.isCustomizable = false;
      },
      names,
    );
    expect(found).to.deep.equal([]);
  });
});
