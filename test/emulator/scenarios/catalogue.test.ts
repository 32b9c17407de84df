import { expect } from 'chai';
import { entries, isFindingName } from '../../../src/catalog/index.ts';
import { listScenarios } from '../../../src/emulator/scenarios/index.ts';

/** What cannot be behind a proxy on loopback: docs/emulator.md. Tests of the probe show them. */
const withoutScenario = ['ipv6-broken', 'tls-intercepted-trusted'];

describe('the scenarios', () => {
  it('show every finding of the catalogue', () => {
    const shown = listScenarios().flatMap(({ findings, connectivity, exchange }) => [
      ...findings,
      ...connectivity,
      ...exchange,
    ]);
    const names = entries.map(({ name }) => name).filter(isFindingName);
    const missing = names.filter((name) => !shown.includes(name));
    expect(missing).to.have.members(withoutScenario);
  });
});
