import { expect } from 'chai';
import { decodeErrors } from '../../../src/domain/entra-errors/decode/decode.ts';
import { absent } from './texts/absent.ts';
import { codes } from './texts/codes.ts';
import { decodedRows, expectedRows } from './texts/comparable.ts';
import { encodings } from './texts/encodings.ts';
import type { TextFixture } from './texts/expected.ts';
import { layers } from './texts/layers.ts';
import { presented } from './texts/presented.ts';
import { wraps } from './texts/wraps.ts';

const sets: Readonly<Record<string, readonly TextFixture[]>> = { codes, absent, presented, layers, wraps, encodings };

for (const [set, texts] of Object.entries(sets)) {
  describe(`hand-made texts: ${set}`, () => {
    for (const { name, text, errors } of texts) {
      it(name, () => {
        expect(decodedRows(decodeErrors(text), errors), text).to.deep.equal(expectedRows(errors));
      });
    }
  });
}

it('there are at least 250 hand-made texts, and no name twice in a set', () => {
  const all = Object.values(sets);
  expect(all.flat().length).to.be.at.least(250);
  for (const texts of all) expect(new Set(texts.map(({ name }) => name)).size).to.equal(texts.length);
});
