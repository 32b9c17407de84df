import { expect } from 'chai';
import { decodeErrors } from '../../../../src/domain/entra-errors/decode/decode.ts';
import { findSegments, searchPatternFor } from '../../../../src/domain/entra-errors/log/log-segments.ts';
import { decodedRows, expectedRows } from '../texts/comparable.ts';
import { containers } from '../texts/containers.ts';
import { contentOf } from '../texts/content.ts';
import { ids, noFit, repo, tail } from '../texts/ids.ts';
import { templates } from '../texts/templates.ts';

const noise = 'A line of DEBUG noise, at STEP 17, AAD and AADS and more of it\n';

function windowsOf(text: string): readonly string[] {
  const block = Buffer.from(text);
  const whole = findSegments(block, 0, true).windows;
  for (const sample of ['AAAA', 'DDDD', 'SSSS', 'none']) {
    expect(findSegments(block, 0, true, searchPatternFor(Buffer.from(sample))).windows, sample).to.deep.equal(whole);
  }
  return whole.map(([start, end]) => block.toString('utf8', start, end));
}

describe('windows of a log', () => {
  it('are none where there is no code', () => {
    expect(windowsOf(noise.repeat(1000))).to.deep.equal([]);
    expect(windowsOf('')).to.deep.equal([]);
  });

  it('contain everything that belongs to an error, in every container', () => {
    const far = noise.repeat(100);
    for (const [row, container] of containers.entries()) {
      const made = templates.map((template, column) => ({
        template,
        content: contentOf(template, row * 100 + column),
      }));
      const log = made.map(({ content }) => `${far}${container.wrap(content)}\n`).join('');
      const errors = windowsOf(log + far).flatMap((window) => decodeErrors(window));
      for (const { template, content } of made) {
        const { message: _, ...values } = template;
        const { traceId, correlationId, time } = content;
        const expected = { ...values, traceId, correlationId, timestamp: time.replace(' ', 'T') };
        // Layers that know their ids may stand in windows of their own; those are counted once.
        const found = errors.filter((error) => error.traceId === traceId);
        const layers = found.map(() => expected);
        expect(found, `${template.code} in ${container.name}`).to.not.deep.equal([]);
        expect(decodedRows(found, layers), `${template.code} in ${container.name}`).to.deep.equal(expectedRows(layers));
      }
      expect(
        errors.filter(({ traceId }) => traceId === null),
        container.name,
      ).to.deep.equal([]);
    }
  });

  it('hold the details of a login step that stand before', () => {
    const log = `${noise}Federated token details:\n issuer - https://a.example\n subject claim - ${repo}\n audience - b\n${noise}AADSTS700213: ${noFit('subject', repo)} ${tail}\n${noise}`;
    const [window = ''] = windowsOf(log);
    expect(decodeErrors(window)[0]?.presented).to.deep.equal({
      issuer: 'https://a.example',
      subject: repo,
      audience: 'b',
    });
  });

  it('are short where errors are plain', () => {
    const [window = ''] = windowsOf(
      `${noise.repeat(50)}AADSTS700213: ${noFit('subject', repo)} ${tail}\n${noise.repeat(50)}`,
    );
    expect(window).to.equal(`AADSTS700213: ${noFit('subject', repo)} ${tail}\n`);
    expect(decodeErrors(window)[0]).to.include(ids);
  });

  it('end before the block does, unless nothing follows', () => {
    const block = Buffer.from(`${noise}AADSTS700213: ${noFit('subject', repo)} ${tail}\n`);
    const { windows, done } = findSegments(block, 0, false);
    expect(windows).to.deep.equal([]);
    expect(done).to.be.at.most(noise.length);
  });
});
