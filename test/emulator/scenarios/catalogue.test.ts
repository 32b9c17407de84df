import { expect } from 'chai';
import { entries, isFindingName } from '../../../src/catalog/index.ts';
import { listScenarios } from '../../../src/emulator/scenarios/index.ts';

/** Most network findings cannot occur behind a proxy on loopback (docs/emulator.md): tests of the probe show them. */
const isNetwork = (code: string) => code.startsWith('PPMI4');

describe('the scenarios', () => {
  it('show every finding of the catalog except network findings', () => {
    const shown = listScenarios().flatMap(({ findings, connectivity, exchange }) => [
      ...findings,
      ...connectivity,
      ...exchange,
    ]);
    const names = entries.filter(({ code }) => !isNetwork(code)).map(({ name }) => name);
    expect(names.filter(isFindingName).filter((name) => !shown.includes(name))).to.deep.equal([]);
  });
});
