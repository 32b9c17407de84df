import { expect } from 'chai';
import { doctorFleet } from '../../../src/features/fleet/doctor-fleet.ts';
import type { FleetJson } from '../../../src/render/json/fleet.ts';
import { noStyle } from '../../../src/render/style.ts';
import { fleetText } from '../../../src/render/text/fleet.ts';
import { summarizeFleet } from '../../../src/report/fleet.ts';
import { openRealTarget, type RealTarget } from '../../real-target.ts';

describe('an interrupt of a fleet before its first component', () => {
  let real: RealTarget;
  before(async () => {
    real = await openRealTarget('healthy-v1-self-signed,components=3');
  });
  after(() => real.close());

  it('ends with a summary and 130 at the first request', async () => {
    const environment = real.target.slice(0, 2);
    const stopped = await real.interruptAt(() => true, 'SIGINT', 'doctor', '--all', ...environment);
    expect([stopped.code, stopped.signal]).to.deep.equal([130, null]);
    const fleet = JSON.parse(stopped.stdout) as FleetJson;
    expect(fleet).to.include({ schema: 'ppmi.fleet/1', interrupted: true, emulated: false });
    expect(fleet.summary).to.include({ components: 0, incomplete: 0 });
  });

  it('ends with a summary while the environment is opened, emulated or not', async () => {
    for (const emulated of [true, false]) {
      const flags = emulated ? { emulate: 'fic-missing' } : {};
      const run = doctorFleet(() => new Promise(() => {}), flags, { version: '0', json: true });
      process.emit('SIGTERM', 'SIGTERM');
      expect(await run).to.deep.include({ emulated, interrupted: true, rows: [] });
    }
  });

  it('is not counted as a fleet without problems', () => {
    const fleet = summarizeFleet([], { emulated: false, interrupted: true });
    expect(fleetText(fleet, noStyle)).to.match(/Interrupted before the first component was finished\.$/);
  });
});
