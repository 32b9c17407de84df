import { expect } from 'chai';
import { entries, isFindingName } from '../../../src/catalog/index.ts';
import { listScenarios } from '../../../src/emulator/scenarios/index.ts';

/** A hash of a PFX is recognised only beside that file (`subject diff --other-file`): its scenario shows hash-old-certificate. */
const withFileOnly = ['hash-of-pfx'];

/** What cannot be behind a proxy on loopback, or needs a local file: docs/emulator.md. Other tests show them. */
const withoutScenario = ['ipv6-broken', 'tls-intercepted-trusted', 'signature-not-registered'];

describe('the scenarios', () => {
  it('show every finding of the catalogue', () => {
    const shown = listScenarios().flatMap(({ findings, connectivity, exchange }) => [
      ...findings,
      ...connectivity,
      ...exchange,
    ]);
    const names = entries.map(({ name }) => name).filter(isFindingName);
    const missing = names.filter((name) => !shown.includes(name));
    expect(missing).to.have.members([...withoutScenario, ...withFileOnly]);
  });
});
