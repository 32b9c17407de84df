/**
 * Texts as programs print them when a sign-in, a resource or a signing tool fails: written for these tests in the form of
 * each runtime and tool, and judged manually. Ids, names and hosts are invented.
 */
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { shellTarget } from '../../../src/domain/shell/command-line.ts';
import { correlate } from '../../../src/features/entra-errors/correlate.ts';
import { decodeText } from '../../../src/features/entra-errors/decode-text.ts';

interface Report {
  readonly text: readonly string[];
  readonly errors: readonly (Readonly<Record<string, unknown>> & { readonly presented: object })[];
  readonly platform: readonly Readonly<Record<string, unknown>>[];
}

const reports: Readonly<Record<string, Report>> = JSON.parse(
  readFileSync(new URL('reports.json', import.meta.url), 'utf8'),
);

describe('texts of real programs', () => {
  for (const [name, { text, errors, platform }] of Object.entries(reports)) {
    it(name, async () => {
      const read = decodeText(text.join('\n'), undefined);
      const decoded = await correlate(read.errors, shellTarget('bash', 'linux'));
      expect(decoded.map(({ code }) => code)).to.deep.equal(errors.map(({ code }) => code));
      for (const [index, { presented, ...values }] of errors.entries()) {
        expect(decoded[index]).to.deep.include(values);
        expect(decoded[index]?.presented).to.deep.include(presented);
      }
      expect((read.platform ?? []).map(known)).to.deep.equal(platform);
    });
  }
});

function known(error: object): object {
  return Object.fromEntries(Object.entries(error).filter(([, value]) => value !== null));
}
