import { expect } from 'chai';
import { mutantsOf } from '../../../scripts/mutate/mutants.ts';
import { switchName, withSwitches } from '../../../scripts/mutate/switches.ts';

/** What the text evaluates to with no mutant on, and with each in turn. */
function values(text: string, scope: Readonly<Record<string, unknown>>): readonly unknown[] {
  const mutants = mutantsOf(text);
  const switched = `${withSwitches(text, mutants, 10)}\nreturn x;`;
  const evaluate = new Function(switchName, ...Object.keys(scope), switched);
  return [0, ...mutants.map((_, index) => 10 + index)].map((on) =>
    evaluate((number: number) => number === on, ...Object.values(scope)),
  );
}

describe('switches', () => {
  it('turn on one mutant, or none', () => {
    expect(values('const x = a < b', { a: 1, b: 1 })).to.deep.equal([false, true]);
  });

  it('stand inside each other', () => {
    // None, `||`, `<=`, `!==`, the number 3.
    expect(values('const x = a < b && b === 2', { a: 2, b: 2 })).to.deep.equal([false, true, true, false, false]);
  });

  it('keep several mutants of one place', () => {
    // None, true, false, `>=`, the numbers 2, 1 and 6.
    expect(values('const x = a > 1 ? 0 : 5', { a: 1 })).to.deep.equal([5, 0, 5, 0, 5, 5, 6]);
  });

  it('remove statements and calls, and exchange methods', () => {
    // None, no statement, `every`, the removed filter.
    const text = 'let x = 0;\nif (go) x = list.filter((each) => each).some((each) => each);';
    const scope = { go: true, list: [true, false] };
    expect(values(text, scope))
      .to.include.members([0, true])
      .and.to.have.length(mutantsOf(text).length + 1);
    expect(values('const x = list.some((each) => each)', scope)).to.deep.equal([true, false]);
    expect(values('let x = 1; x = 2;', {})).to.deep.equal([2, 2, 1, 3]);
  });
});
