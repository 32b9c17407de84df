import { expect } from 'chai';
import { decodeErrors } from '../../../src/domain/entra-errors/decode/decode.ts';
import { decodedRows, expectedRows } from './texts/comparable.ts';
import { containers } from './texts/containers.ts';
import { contentOf, randomFrom } from './texts/content.ts';
import { outer } from './texts/outer.ts';
import { type Template, templates } from './texts/templates.ts';

/** A pseudo-random error, and what the decoder must say of it. */
function errorFrom(random: () => number) {
  const template = templates[Math.floor(random() * templates.length)] as Template;
  const content = contentOf(template, Math.floor(random() * 1e9));
  const { message: _, ...values } = template;
  const { traceId, correlationId, time } = content;
  return { content, expected: { ...values, traceId, correlationId, timestamp: time.replace(' ', 'T') } };
}

describe('combinations of containers', () => {
  for (const [name, wrap] of Object.entries(outer)) {
    it(`every container in ${name}`, () => {
      const random = randomFrom(name.length);
      for (const container of containers) {
        for (let round = 0; round < 4; round += 1) {
          const { content, expected } = errorFrom(random);
          const text = wrap(container.wrap(content));
          expect(decodedRows(decodeErrors(text), [expected]), text).to.deep.equal(expectedRows([expected]));
        }
      }
    });
  }

  for (const separator of ['\n', '\n\n', '\nanother line of the log\n']) {
    it(`two errors, ${JSON.stringify(separator)} between: no value goes astray`, () => {
      const random = randomFrom(separator.length);
      for (const first of containers) {
        for (const second of containers) {
          const [a, b] = [errorFrom(random), errorFrom(random)];
          const text = first.wrap(a.content) + separator + second.wrap(b.content);
          const expected = [a.expected, b.expected];
          expect(decodedRows(decodeErrors(text), expected), text).to.deep.equal(expectedRows(expected));
        }
      }
    });
  }
});
