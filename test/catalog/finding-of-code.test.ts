import { expect } from 'chai';
import { findingOfCode } from '../../src/catalog/finding-of-code.ts';

describe('the finding of an Entra code', () => {
  it('is named where the code alone tells the fault', () => {
    expect(findingOfCode(1002012)).to.equal('scope-no-default');
    expect(findingOfCode(700024)).to.equal('assertion-expired');
  });

  it('is not guessed where only the credential can tell which mistake it is', () => {
    for (const code of [700211, 700212, 700213, 7002138, 70021])
      expect(findingOfCode(code), String(code)).to.equal(null);
  });

  it('does not take a code for its prefix', () => {
    expect(findingOfCode(7001)).to.equal(null);
  });
});
