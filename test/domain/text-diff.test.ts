import { expect } from 'chai';
import fc from 'fast-check';
import { diffText, escapeInvisible, type TextDiff } from '../../src/domain/text-diff.ts';
import { growth, mostGrowth } from '../cpu-time.ts';

/** Differing spans in brackets. */
function drawn({ expected, actual }: TextDiff): readonly [string, string] {
  const draw = (spans: TextDiff['expected']) => spans.map(({ text, same }) => (same ? text : `[${text}]`)).join('');
  return [draw(expected), draw(actual)];
}

describe('subject/mark', () => {
  const cases: readonly (readonly [string, string, string, string, string])[] = [
    ['nothing where both are equal', '/a/b', '/a/b', '/a/b', '/a/b'],
    ['single letters that differ in case', '/h/b7d214', '/h/b7D214', '/h/b7[d]214', '/h/b7[D]214'],
    ['the dashes that are missing', '/e/7efc-c310-e20e', '/e/7efcc310e20e', '/e/7efc[-]c310[-]e20e', '/e/7efcc310e20e'],
    [
      'the swapped groups of a tenant as one',
      '/t/vxaAc1kvykaWYD/a',
      '/t/c4AWvy9ZRsqWYD/a',
      '/t/[vxaAc1kvyka]WYD/a',
      '/t/[c4AWvy9ZRsq]WYD/a',
    ],
    [
      'a whole segment that is another one',
      '/e/1111-2222/h/ab',
      '/e/9999-8888/h/ab',
      '/e/[1111-2222]/h/ab',
      '/e/[9999-8888]/h/ab',
    ],
    ['the letters of a longer segment', '/n/plugin/h/ab', '/n/plugin/hash/ab', '/n/plugin/h/ab', '/n/plugin/h[ash]/ab'],
    ['a line end, written out', 'a/b', 'a/b\n', 'a/b', 'a/b[\\n]'],
    ['a blank, made visible', 'api://x', ' api://x', 'api://x', '[␣]api://x'],
    ['a zero-width character by its number', '/e/abc', '/e/a\u200bbc', '/e/abc', '/e/a[[U+200B]]bc'],
    ['code points, not halves of them', '/s/\u{1f600}', '/s/\u{1f601}', '/s/[\u{1f600}]', '/s/[\u{1f601}]'],
  ];
  for (const [what, expected, actual, left, right] of cases) {
    it(`marks ${what}`, () => {
      expect(drawn(diffText(expected, actual))).to.deep.equal([left, right]);
    });
  }

  it('keeps the text of both sides, and marks nothing only where they are equal', () => {
    const text = fc.string({ unit: fc.constantFrom(...'ab/,:-1') });
    fc.assert(
      fc.property(text, text, (expected, actual) => {
        const marked = diffText(expected, actual);
        expect(marked.expected.map((span) => span.text).join('')).to.equal(expected);
        expect(marked.actual.map((span) => span.text).join('')).to.equal(actual);
        const same = [...marked.expected, ...marked.actual].every((span) => span.same);
        expect(same).to.equal(expected === actual);
      }),
    );
  });

  it('compares long texts in time proportional to their length', async () => {
    expect(await growth(12_500, (size) => diffText('/a'.repeat(size), '/b'.repeat(size)))).to.be.below(mostGrowth);
    expect(await growth(25_000, (size) => diffText('a'.repeat(size), 'b'.repeat(size)))).to.be.below(mostGrowth);
  });

  it('leaves an ordinary space of an equal part as it is', () => {
    expect(escapeInvisible('Contoso Release')).to.equal('Contoso Release');
    expect(escapeInvisible('Contoso\u00a0Release')).to.equal('Contoso[U+00A0]Release');
  });
});
