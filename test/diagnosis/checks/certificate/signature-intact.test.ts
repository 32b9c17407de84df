import { expect } from 'chai';
import signatureIntact from '../../../../src/diagnosis/checks/certificate/signature-intact.ts';
import { certificate, signedFile } from '../../../facts.ts';
import { namesOf } from '../check-names.ts';

describe('certificate/signature-intact', () => {
  for (const [what, file, names] of [
    ['an intact signature', {}, []],
    ['one that cannot be judged', { signature: { ...signedFile.signature, intact: null } }, []],
    ['a broken one', { signature: { ...signedFile.signature, intact: false } }, ['signature-broken']],
    ['SHA-1', { signature: { ...signedFile.signature, digest: 'sha1' } }, ['signature-sha1']],
    ['a second signer', { otherSigners: [certificate] }, ['signature-several']],
  ] as const) {
    it(`${what}: ${names.join(', ') || 'nothing'}`, () => {
      expect(namesOf(signatureIntact, { registeredFile: { ...signedFile, ...file } })).to.deep.equal(names);
    });
  }

  it('does not apply to an unsigned component', () => {
    expect(namesOf(signatureIntact, { registeredFile: null })).to.equal('not-applicable');
    const unsigned = { registeredFile: { ...signedFile, certificate: null } };
    expect(namesOf(signatureIntact, unsigned)).to.equal('not-applicable');
  });
});
