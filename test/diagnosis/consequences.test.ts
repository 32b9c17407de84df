import { expect } from 'chai';
import { arrangeByCause } from '../../src/diagnosis/consequences.ts';
import { unknownFinding as found } from '../findings.ts';

describe('consequences', () => {
  it('shows a consequence under its cause, and otherwise keeps the order', () => {
    const arranged = arrangeByCause([found('fic-missing'), found('fic-on-other-app'), found('signature-sha1')]);
    expect(arranged.map(({ name }) => name)).to.deep.equal(['fic-on-other-app', 'signature-sha1']);
    expect(arranged[0]?.consequences.map(({ name }) => name)).to.deep.equal(['fic-missing']);
  });

  it('shows consequences of consequences under the root cause', () => {
    const arranged = arrangeByCause([
      found('record-imported-from-dev'),
      found('record-tenant-other'),
      found('fic-missing'),
    ]);
    expect(arranged).to.have.length(1);
    expect(arranged[0]?.consequences).to.have.length(2);
  });

  it('shows a consequence under the first of its causes', () => {
    const causes = [found('fic-on-other-app'), found('binding-other-record')];
    const arranged = arrangeByCause([...causes, found('fic-missing')]);
    expect(arranged.map(({ consequences }) => consequences.length)).to.deep.equal([1, 0]);
  });

  for (const [cause, consequence] of [
    ['environment-of-other-tenant', 'tenant-other'],
    ['signature-not-registered', 'hash-old-certificate'],
    ['record-subject-scope', 'fic-different'],
    ['identity-federation-blocked', 'fic-propagating'],
    ['fic-on-other-app', 'fic-missing'],
    ['record-imported-from-dev', 'environment-other'],
    ['binding-other-record', 'fic-missing'],
  ] as const) {
    it(`shows ${consequence} under ${cause}, in either order, and not the reverse`, () => {
      for (const both of [
        [found(cause), found(consequence)],
        [found(consequence), found(cause)],
      ]) {
        const arranged = arrangeByCause(both);
        expect(arranged.map(({ name }) => name)).to.deep.equal([cause]);
        expect(arranged[0]?.consequences.map(({ name }) => name)).to.deep.equal([consequence]);
      }
    });
  }

  it('shows a finding separately if its cause was not found', () => {
    expect(arrangeByCause([found('fic-missing')]).map(({ name }) => name)).to.deep.equal(['fic-missing']);
  });
});
