import { expect } from 'chai';
import { repairs } from '../../../src/repair/repairs/index.ts';

describe('the repairs', () => {
  it('have one repair for a finding at most', () => {
    const names = repairs.flatMap((repair) => repair.repairs);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).to.deep.equal([]);
  });

  it('are named by their ids once', () => {
    expect(new Set(repairs.map(({ id }) => id)).size).to.equal(repairs.length);
  });
});
