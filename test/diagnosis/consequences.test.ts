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

  it('shows a finding separately if its cause was not found', () => {
    expect(arrangeByCause([found('fic-missing')]).map(({ name }) => name)).to.deep.equal(['fic-missing']);
  });
});
