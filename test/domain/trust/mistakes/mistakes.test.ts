import { expect } from 'chai';
import fc from 'fast-check';
import { type DiffContext, diffTrust, type TrustDiff } from '../../../../src/domain/trust/diff.ts';
import { mistakeNames, mistakeRepairs } from '../../../../src/domain/trust/mistakes/mistakes.ts';
import type { PresentedTrust } from '../../../../src/domain/trust/trust.ts';
import { type Maker, makers, right } from '../subject/makers.ts';
import { fixed, randomSetup, type Setup, trustOf, trustsOf } from '../subject/setups.ts';

function diffOf(maker: Maker, setup: Setup): TrustDiff {
  const certificate = maker.certificate(setup);
  const expected = trustOf(setup, certificate, maker.version);
  const credential = right(expected);
  const actual: PresentedTrust = { ...credential, ...maker.make(credential, setup) };
  return diffTrust(expected, actual, hintsOf(maker, setup));
}

function hintsOf(maker: Maker, setup: Setup): DiffContext {
  const certificate = maker.certificate(setup);
  return { certificate, trusts: trustsOf(setup, certificate), ...maker.hints?.(setup) };
}

const names = ({ mistakes }: TrustDiff) => mistakes.map(({ name }) => name);

describe('subject/mistakes', () => {
  for (const name of mistakeNames) {
    it(`${name} is named, alone`, () => {
      const diff = diffOf(makers[name], fixed);
      expect(names(diff)).to.deep.equal([name]);
      expect(diff.equal).to.equal(name.startsWith('cn-') ? null : false);
      if (diff.equal === false) expect(diff.repair).to.equal(mistakeRepairs[name]);
    });

    it(`${name} is recognized in any configuration, with at most one other candidate`, () => {
      fc.assert(
        fc.property(randomSetup, (setup) => {
          const found = diffOf(makers[name], setup).mistakes;
          expect(found.map((each) => each.name)).to.include(name);
          expect(found.find((each) => each.name === name)?.candidate).to.equal(false);
          expect(found.length).to.be.lessThan(3);
        }),
        { numRuns: 25 },
      );
    });
  }

  it('takes no other application for the customer’s own, where that is known', () => {
    const other = { ...makers['app-segment-own-app'], hints: () => ({ applicationId: fixed.otherId }) };
    const diff = diffOf(other, fixed);
    expect(names(diff)).to.deep.equal([]);
    expect(diff).to.include({ equal: false, repair: 'create-beside' });
    const offline = diffOf({ ...other, hints: () => ({}) }, fixed);
    expect(names(offline), 'its own is not known').to.deep.equal(['app-segment-own-app']);
  });
});
