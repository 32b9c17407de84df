import { expect } from 'chai';
import { decodeErrors, decodeUnredacted } from '../../../../src/domain/entra-errors/decode/decode.ts';
import { CachedDecoder } from '../../../../src/domain/entra-errors/log/cached-decoder.ts';
import { containers } from '../texts/containers.ts';
import { contentOf } from '../texts/content.ts';
import { noFit, repo, T, T2, tail, tail2 } from '../texts/ids.ts';
import { templates } from '../texts/templates.ts';

const error = `AADSTS700213: ${noFit('subject', repo)}`;

describe('windows that repeat each other', () => {
  it('are decoded as if each were the first', () => {
    for (const [row, container] of containers.entries()) {
      const repeated = new CachedDecoder();
      for (const [column, template] of templates.entries()) {
        for (const round of [0, 1]) {
          const window = container.wrap(contentOf(template, row + 1000 * column + 100_000 * round));
          expect(repeated.decode(window), window).to.deep.equal(decodeUnredacted(window));
        }
      }
    }
  });

  it('with two attempts are not taken for one with two layers', () => {
    const repeated = new CachedDecoder();
    expect(repeated.decode(`${error} ${tail}\n${error} ${tail}`)).to.have.length(1);
    expect(repeated.decode(`${error} ${tail}\n${error} ${tail2}`).map(({ traceId }) => traceId)).to.deep.equal([T, T2]);
    expect(repeated.decode(`${error} ${tail2}\n${error} ${tail2}`).map(({ traceId }) => traceId)).to.deep.equal([T2]);
  });

  it('differ in the subject, not only in the ids', () => {
    const repeated = new CachedDecoder();
    const other = error.replace(repo, 'repo:contoso/other:ref:refs/heads/main');
    expect(repeated.decode(`${error} ${tail}`)[0]?.presented.subject).to.equal(repo);
    expect(repeated.decode(`${other} ${tail}`)[0]?.presented.subject).to.equal(
      'repo:contoso/other:ref:refs/heads/main',
    );
  });

  it('take nothing from a line that varies before the code', () => {
    const repeated = new CachedDecoder();
    for (const head of [
      '12:00:01 a 17 ',
      '12:00:02 b 18 ',
      `Correlation ID: ${T2} Timestamp: 2026-01-01 00:00:00Z `,
      '{"n":1,"message":"',
      '{"n":22,"message":"',
    ]) {
      expect(repeated.decode(`${head}${error} ${tail}`)).to.deep.equal(decodeErrors(`${head}${error} ${tail}`));
    }
  });
});
