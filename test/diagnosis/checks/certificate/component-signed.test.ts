import { expect } from 'chai';
import componentSigned from '../../../../src/diagnosis/checks/certificate/component-signed.ts';
import signatureIntact from '../../../../src/diagnosis/checks/certificate/signature-intact.ts';
import { certificate, component, signedFile } from '../../../facts.ts';
import { namesOf } from '../check-names.ts';

const unsigned = { ...signedFile, certificate: null, unsigned: 'nothing' as const };
const inPackage = { component: { ...component, type: 'package' as const } };

describe('certificate/component-signed', () => {
  it('names what is missing, by what is registered', () => {
    expect(namesOf(componentSigned, {})).to.deep.equal([]);
    expect(namesOf(componentSigned, { registeredFile: unsigned })).to.deep.equal(['assembly-unsigned']);
    expect(namesOf(componentSigned, { ...inPackage, registeredFile: unsigned })).to.deep.equal(['package-unsigned']);
    expect(namesOf(componentSigned, { registeredFile: { ...unsigned, unsigned: 'strong-name-only' } })).to.deep.equal([
      'assembly-strong-name-only',
    ]);
  });

  it('is inconclusive without content', () => {
    expect(namesOf(componentSigned, { registeredFile: null })).to.equal('inconclusive');
  });
});

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
});
