import { expect } from 'chai';
import { findingOfCode } from '../../src/catalog/finding-of-code.ts';

describe('the finding of an Entra code', () => {
  it('is named if the code alone identifies the problem', () => {
    expect(findingOfCode(1002012)).to.equal('scope-no-default');
    expect(findingOfCode(700024)).to.equal('assertion-expired');
  });

  it('is not guessed if only the credential shows which mistake it is', () => {
    for (const code of [700211, 700212, 700213, 7002138, 70021])
      expect(findingOfCode(code), String(code)).to.equal(null);
  });

  it('does not confuse a code with a longer one', () => {
    expect(findingOfCode(7001)).to.equal(null);
  });
});
