import { expect } from 'chai';
import { entries } from '../../src/catalog/index.ts';
import { checks } from '../../src/diagnosis/checks/index.ts';
import { repairs } from '../../src/repair/repairs/index.ts';

const planned = new Set<string>(repairs.flatMap((repair) => repair.repairs));
const reported = new Set<string>(checks.flatMap(({ emits }) => emits));

describe('repairs in the catalog', () => {
  it('is planned for every finding that doctor can report', () => {
    const promised = entries.filter(
      ({ name, repair }) => reported.has(name) && !['none', 'ask', 'wait'].includes(repair),
    );
    expect(promised.map(({ name }) => name).filter((name) => !planned.has(name))).to.deep.equal([]);
  });

  it('lists every repair', () => {
    const silent = entries.filter(({ name, repair }) => planned.has(name) && repair === 'none');
    expect(silent.map(({ name }) => name)).to.deep.equal([]);
  });
});
