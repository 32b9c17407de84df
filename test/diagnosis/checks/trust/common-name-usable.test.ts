import { expect } from 'chai';
import commonNameUsable from '../../../../src/diagnosis/checks/trust/common-name-usable.ts';
import { certificate, facts, signedFile, withRecord } from '../../../facts.ts';

describe('trust/common-name-usable', () => {
  const named = (subjectCommonNames: readonly string[], version = 1) => ({
    ...facts,
    ...withRecord({ version }),
    registeredFile: { ...signedFile, certificate: { ...certificate, selfSigned: false, subjectCommonNames } },
  });

  for (const [name, expected] of [
    ['Contoso', undefined],
    ['Contoso, Inc.', 'cn-comma'],
    ['Contoso Köln', 'cn-non-ascii'],
  ] as const) {
    it(`${name}: ${expected ?? 'nothing'}`, () => {
      const result = commonNameUsable.run(named([name]), {});
      expect(Array.isArray(result) && result[0]?.name).to.equal(expected ?? undefined);
    });
  }

  it('applies to version 1 and to issued certificates only', () => {
    expect(commonNameUsable.run(named(['A, B'], 2), {})).to.equal('not-applicable');
    const selfSigned = { ...facts, ...withRecord({ version: 1 }) };
    expect(commonNameUsable.run(selfSigned, {})).to.equal('not-applicable');
  });
});
