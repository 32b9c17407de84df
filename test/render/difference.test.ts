import { expect } from 'chai';
import { alignEnds, differenceLines } from '../../src/render/difference.ts';
import { createStyle } from '../../src/render/style.ts';

const labels = { expected: 'expected', actual: 'actual' };
const style = (width: number) => createStyle({ colour: false, unicode: false, width });
const marked = (expected: string, actual: string, width = 80) =>
  differenceLines(alignEnds(expected, actual), style(width), '', labels);

describe('two values under each other', () => {
  it('marks what one of them has too many', () => {
    expect(marked('…/v2.0', '…/v2.0/')).to.deep.equal(['expected  …/v2.0', 'actual    …/v2.0/', '                ^']);
  });

  it('breaks both at the same place, so that they stay under each other', () => {
    expect(marked('abcdefghijklmnop', 'abcdefghijklmXop', 22)).to.deep.equal([
      'expected  abcdefghijkl',
      'actual    abcdefghijkl',
      '          mnop',
      '          mXop',
      '           ^',
    ]);
  });

  it('makes blanks and invisible characters visible where they are the difference', () => {
    expect(marked('a b', 'a b ')).to.deep.equal(['expected  a b', 'actual    a b_', '             ^']);
    expect(marked('ab', 'a\u200bb')[1]).to.equal('actual    a\\u{200b}b');
    expect(marked('ab', 'ab\n')[1]).to.equal('actual    ab\\n');
  });

  it('never lets a value act on the terminal', () => {
    expect(marked('a', 'a\u001b[31m').join('')).to.not.include('\u001b');
  });

  it('puts wide characters under each other too', () => {
    expect(marked('古x', '古y')).to.deep.equal(['expected  古x', 'actual    古y', '            ^']);
  });
});

describe('aligning two values', () => {
  it('finds what they begin and end with, and joins to the values again', () => {
    const stretches = alignEnds('/t/abc/h/1', '/t/xyzw/h/1');
    expect(stretches.map(({ equal }) => equal)).to.deep.equal([true, false, true]);
    expect(stretches.map(({ expected }) => expected).join('')).to.equal('/t/abc/h/1');
    expect(stretches.map(({ actual }) => actual).join('')).to.equal('/t/xyzw/h/1');
  });

  it('does not count a character twice when one value repeats the other', () => {
    expect(alignEnds('aa', 'aaa')).to.deep.equal([
      { expected: 'aa', actual: 'aa', equal: true },
      { expected: '', actual: 'a', equal: false },
    ]);
  });
});
