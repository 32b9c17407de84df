import { expect } from 'chai';
import { createStyle } from '../../../src/render/style.ts';
import { valueDiffLines } from '../../../src/render/text/value-diff.ts';

const style = (width: number) => createStyle({ chalk: null, unicode: false, width });
const marked = (expected: string, actual: string, width = 80) => valueDiffLines(expected, actual, style(width), '');

describe('two values under each other', () => {
  it('marks additional characters', () => {
    expect(marked('…/v2.0', '…/v2.0/')).to.deep.equal(['expected  …/v2.0', 'actual    …/v2.0/', '                ^']);
  });

  it('wraps both at the same place, so that they stay aligned', () => {
    expect(marked('abcdefghijklmnop', 'abcdefghijklmXop', 22)).to.deep.equal([
      'expected  abcdefghijkl',
      'actual    abcdefghijkl',
      '          mnop',
      '          mXop',
      '           ^',
    ]);
  });

  it('marks spaces and invisible characters that differ', () => {
    expect(marked('a b', 'a b ')).to.deep.equal(['expected  a b', 'actual    a b_', '             ^']);
    expect(marked('ab', 'a\u200bb')[1]).to.equal('actual    a[U+200B]b');
    expect(marked('ab', 'ab\n')[1]).to.equal('actual    ab\\n');
  });

  it('never sends control characters of a value to the terminal', () => {
    expect(marked('a', 'a\u001b[31m').join('')).to.not.include('\u001b');
  });

  it('aligns wide characters too', () => {
    expect(marked('古x', '古y')).to.deep.equal(['expected  古x', 'actual    古y', '            ^']);
  });
});
