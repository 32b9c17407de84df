import { expect } from 'chai';
import { entryByName } from '../../src/catalog/index.ts';
import { mistakeNames } from '../../src/domain/trust/mistakes/mistakes.ts';

describe('every mistake of a trust', () => {
  it('comes with a way to see it without this tool', () => {
    const without = mistakeNames.filter((name) => (entryByName(name).seeYourself ?? []).length === 0);
    expect(without).to.deep.equal([]);
  });
});
