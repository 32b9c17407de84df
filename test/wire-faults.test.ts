import { expect } from 'chai';
import { openSweep, type Sweep } from './fault-sweep.ts';

/** Tests every nth fault of the sweep that `scripts/bench-fleet.mjs` runs; not a divisor of the number of kinds. */
const step = 11;

describe('a diagnosis with a fault in one request', () => {
  for (const scenario of ['healthy-v1-self-signed', 'tenant-big-endian', 'healthy-v2-issued,kind=uami']) {
    describe(scenario, () => {
      let sweep: Sweep;
      before(async () => {
        sweep = await openSweep(scenario);
      });
      after(() => sweep.close());

      it('ends with the right verdicts or with blocked ones', async () => {
        const sample = sweep.faults.filter((_, index) => index % step === 0);
        expect(sample.length).to.be.greaterThan(20);
        let blocked = 0;
        for (const fault of sample) {
          const run = await sweep.run(fault);
          expect(run.wrong, JSON.stringify(fault)).to.deep.equal([]);
          if (run.blocked > 0) blocked += 1;
        }
        expect(blocked, 'runs that could not look at everything').to.be.within(1, sample.length - 1);
      });
    });
  }
});
