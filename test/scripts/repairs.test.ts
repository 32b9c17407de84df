import { expect } from 'chai';
import { faultEverywhere, somebodyElse, twoAtOnce, worksThroughout } from '../../scripts/repairs/faults.ts';
import { killEverywhere } from '../../scripts/repairs/matrix.ts';
import { recreationOf, repairOf, upgradeOf } from '../../scripts/repairs/subjects.ts';

/** The short form of `npm run repairs`: one scenario for each kind of step. */
describe('a repair of an eventually consistent cloud', () => {
  for (const scenario of ['environment-other', 'environment-other,kind=uami', 'record-missing']) {
    it(`${scenario}: killed at any operation, it can be resumed and undone`, async () => {
      const { cases, wrong } = await killEverywhere(repairOf(scenario, 'consistency=eventual'));
      expect(wrong).to.deep.equal([]);
      expect(cases).to.be.greaterThan(20);
    });
  }

  for (const scenario of ['subject-case', 'binding-missing', 'fic-missing,kind=uami']) {
    it(`${scenario}: every fault on every request has exactly one effect`, async () => {
      const { cases, wrong } = await faultEverywhere(repairOf(scenario, 'consistency=eventual,seed=7'));
      expect(wrong).to.deep.equal([]);
      expect(cases).to.be.greaterThan(10);
    });
  }

  it('creates a credential again exactly once, although replicas still show the deleted one', async () => {
    const { cases, wrong } = await killEverywhere(recreationOf('healthy-v2-issued', 'consistency=eventual'));
    expect(wrong).to.deep.equal([]);
    expect(cases).to.be.greaterThan(20);
  });

  it('run twice at once has one effect', async () => {
    expect((await twoAtOnce(repairOf('fic-missing', 'consistency=eventual'))).wrong).to.deep.equal([]);
  });

  for (const scenario of [
    'subject-case',
    'fic-missing',
    'fic-missing,kind=uami',
    'binding-missing',
    'record-missing',
  ]) {
    it(`${scenario}: keeps what another client wrote`, async () => {
      expect((await somebodyElse(repairOf(scenario, 'consistency=strict'))).wrong).to.deep.equal([]);
    });
  }

  it('never interrupts a plug-in that works', async () => {
    const parameters = 'consistency=eventual,company=1';
    for (const subject of [
      repairOf('version-0-deprecated', parameters),
      upgradeOf({ scenario: 'version-0-deprecated', to: 2, keepOld: false }, parameters),
    ]) {
      const { cases, wrong } = await worksThroughout(subject);
      expect(wrong, subject.name).to.deep.equal([]);
      expect(cases).to.be.greaterThan(10);
    }
  });
});
