import { expect } from 'chai';
import { decodeErrors } from '../../../src/domain/entra-errors/decode/decode.ts';
import { decodedRows, expectedRows } from './texts/comparable.ts';
import { containers } from './texts/containers.ts';
import { contentOf } from './texts/content.ts';
import { templates } from './texts/templates.ts';

describe('every template in every container', () => {
  for (const [row, container] of containers.entries()) {
    it(container.name, () => {
      for (const [column, template] of templates.entries()) {
        const content = contentOf(template, row * templates.length + column);
        const text = container.wrap(content);
        const expected = {
          ...template,
          traceId: content.traceId,
          correlationId: content.correlationId,
          timestamp: content.time.replace(' ', 'T'),
        };
        const { message, ...values } = expected;
        const wanted = container.messageChanges === true ? values : { ...values, message };
        expect(
          decodedRows(decodeErrors(text), [wanted]),
          `${template.code} in ${container.name}\n${text}`,
        ).to.deep.equal(expectedRows([wanted]));
      }
    });
  }
});
