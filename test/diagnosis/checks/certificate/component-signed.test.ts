import { expect } from 'chai';
import componentSigned from '../../../../src/diagnosis/checks/certificate/component-signed.ts';
import { component, signedFile } from '../../../facts.ts';
import { namesOf } from '../check-names.ts';

const unsigned = { ...signedFile, certificate: null, unsigned: 'nothing' as const };
const inPackage = { component: { ...component, type: 'package' as const } };

describe('certificate/component-signed', () => {
  it('names what is missing, by the type of the registered component', () => {
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
