import { expect } from 'chai';
import { explainEntraCode, explainedCodes } from '../../../src/catalog/entra/index.ts';
import { remarkText } from '../../../src/catalog/entra/remarks.ts';
import { codes } from '../../../src/domain/entra-errors/codes.ts';

const areasOfTheChain = ['federation', 'client-assertion', 'application', 'tenant', 'resource', 'conditional-access'];

describe('knowledge of codes', () => {
  it('has a cause and a fix for every code that can occur in this chain', () => {
    const missing = codes.filter(({ code, area }) => areasOfTheChain.includes(area) && !explainedCodes.includes(code));
    expect(missing).to.deep.equal([]);
    expect(explainedCodes.length).to.be.at.least(90);
  });

  it('explains only codes in the table', () => {
    const table = new Set(codes.map(({ code }) => code));
    expect(explainedCodes.filter((code) => !table.has(code))).to.deep.equal([]);
  });

  it('refers only to other codes in the table', () => {
    const table = new Set(codes.map(({ code }) => `AADSTS${code}`));
    for (const code of explainedCodes) {
      for (const other of explainEntraCode(code).see) {
        expect(table.has(other), `${code} refers to ${other}`).to.equal(true);
        expect(other).to.not.equal(`AADSTS${code}`);
      }
    }
  });

  it('explains every other code in the table at least by its area', () => {
    for (const { code } of codes) {
      const { title, cause, fix, confidence } = explainEntraCode(code);
      expect(
        [title, cause, ...fix].every((text) => /^[^‘’“”]{6,}$/.test(text)),
        String(code),
      ).to.equal(true);
      expect(confidence).to.not.equal('unknown');
    }
  });

  it('reports a code that is not in the table as unknown', () => {
    const unknown = explainEntraCode(7009999);
    expect(unknown).to.include({ name: null, area: null, confidence: 'unknown' });
    expect(unknown.fix.join('\n')).to.contain('code=7009999');
  });
});

describe('a remark on a time zone', () => {
  it('names what is compared: the time since the expiry, in the remark before it, is no whole number of hours', () => {
    expect(remarkText({ name: 'time-zone', hours: -1 })).to.match(/^The start of its validity period .*\(UTC−1\)/);
  });
});
