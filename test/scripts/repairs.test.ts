import { expect } from 'chai';
import { faultEverywhere, somebodyElse, twoAtOnce, worksThroughout } from '../../scripts/repairs/faults.ts';
import { killEverywhere } from '../../scripts/repairs/matrix.ts';

/** The short form of `npm run repairs`: one scenario for each kind of step. */
describe('a repair of an eventually consistent cloud', function () {
  this.timeout(120_000);

  for (const scenario of ['environment-other', 'environment-other,kind=uami', 'record-missing']) {
    it(`${scenario}: killed at any operation, it can be resumed and undone`, async () => {
      const { cases, wrong } = await killEverywhere(`${scenario},consistency=eventual`);
      expect(wrong).to.deep.equal([]);
      expect(cases).to.be.greaterThan(20);
    });
  }

  for (const scenario of ['subject-case', 'binding-missing', 'fic-missing,kind=uami']) {
    it(`${scenario}: every fault on every request has exactly one effect`, async () => {
      const { cases, wrong } = await faultEverywhere(`${scenario},consistency=eventual,seed=7`);
      expect(wrong).to.deep.equal([]);
      expect(cases).to.be.greaterThan(10);
    });
  }

  it('run twice at once has one effect', async () => {
    expect((await twoAtOnce('fic-missing,consistency=eventual')).wrong).to.deep.equal([]);
  });

  for (const scenario of [
    'subject-case',
    'fic-missing',
    'fic-missing,kind=uami',
    'binding-missing',
    'record-missing',
  ]) {
    it(`${scenario}: keeps what another client wrote`, async () => {
      expect((await somebodyElse(`${scenario},consistency=strict`)).wrong).to.deep.equal([]);
    });
  }

  it('never interrupts a plug-in that works', async () => {
    expect((await worksThroughout('version-0-deprecated,consistency=strict,company=1')).wrong).to.deep.equal([]);
  });
});
