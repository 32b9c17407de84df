import { expect } from 'chai';
import registered from '../../../../src/diagnosis/checks/certificate/registered.ts';
import type { SignedFile } from '../../../../src/domain/signed-file/model.ts';
import type { ComponentType } from '../../../../src/domain/trust/trust.ts';
import { certificate, component, facts, signedFile } from '../../../facts.ts';
import { namesOf } from '../check-names.ts';

const local = (more: Partial<SignedFile>) => ({
  localFiles: { assembly: { name: 'Plugin.dll', file: { ...signedFile, ...more } }, others: [] },
});
const other = { ...certificate, sha256: 'b'.repeat(64) };

describe('certificate/registered', () => {
  it('compares the certificates of the local and the registered file', () => {
    expect(namesOf(registered, local({}))).to.deep.equal([]);
    expect(namesOf(registered, local({ certificate: other }))).to.deep.equal(['signature-not-registered']);
    expect(namesOf(registered, { ...local({}), registeredFile: { ...signedFile, certificate: null } })).to.deep.equal([
      'signature-not-registered',
    ]);
  });

  it('accepts a certificate for any component signed with it, but no package for an assembly', () => {
    expect(namesOf(registered, local({ kind: 'pfx' }))).to.deep.equal([]);
    expect(namesOf(registered, local({ kind: 'package' }))).to.equal('inconclusive');
    const reason = (kind: ComponentType, type: ComponentType) =>
      registered.run({ ...facts, component: { ...component, type }, ...local({ kind }) }, {});
    expect(reason('package', 'assembly'))
      .to.have.property('inconclusive')
      .that.matches(/is a package, but .* is an assembly$/);
    expect(reason('assembly', 'package'))
      .to.have.property('inconclusive')
      .that.matches(/is an assembly, but .* is a package$/);
    expect(namesOf(registered, local({ certificate: null }))).to.equal('inconclusive');
    expect(namesOf(registered, {})).to.equal('not-applicable');
  });
});
