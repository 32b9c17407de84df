import { expect } from 'chai';
import { piecesOf, wrap, wrapPieces } from '../../src/render/wrap.ts';
import { growth, mostGrowth } from '../cpu-time.ts';

describe('names in wrapped text', () => {
  it('keeps what is in quotation marks in one piece', () => {
    expect(wrap('The credential "run me now" is wrong.', 24)).to.deep.equal([
      'The credential',
      '"run me now" is wrong.',
    ]);
    expect(wrap('(record "a b"), "c d": e', 12)).to.deep.equal(['(record', '"a b"),', '"c d": e']);
  });

  it('keeps a name whole that begins or ends with a space, or consists of one', () => {
    expect(piecesOf('component " run me" is')).to.deep.equal(['component', '" run me"', 'is']);
    expect(piecesOf('component "run me " is')).to.deep.equal(['component', '"run me "', 'is']);
    expect(piecesOf('component " " is bound to "run me"')).to.deep.equal([
      ...['component', '" "', 'is', 'bound', 'to', '"run me"'],
    ]);
  });

  it('begins each further line of a name that is wider than a line with dots', () => {
    expect(wrap('Credential "run me now and always" is wrong.', 16, '  ')).to.deep.equal([
      '  Credential',
      '  "run me now',
      '  ... and',
      '  ... always" is',
      '  wrong.',
    ]);
    expect(wrapPieces(['run me now,', 'id'], 8)).to.deep.equal(['run me', '... now,', 'id']);
    expect(wrapPieces(['run\r\n  me\u2028now'], 80)).to.deep.equal(['run me now']);
  });

  it('takes a quotation mark without a second one for a character', () => {
    expect(piecesOf('a 19" rack, and "open words')).to.deep.equal(['a', '19"', 'rack,', 'and', '"open', 'words']);
    expect(piecesOf('say "x" and "y", "z"')).to.deep.equal(['say', '"x"', 'and', '"y",', '"z"']);
  });

  it('takes time in proportion to the text, also with quotation marks that nothing ends', async () => {
    expect(await growth(20_000, (length) => wrap('"a '.repeat(length), 80))).to.be.lessThan(mostGrowth);
    expect(await growth(20_000, (length) => wrap(`"${'a '.repeat(length)}"`, 80))).to.be.lessThan(mostGrowth);
  });
});
