import { expect } from 'chai';
import { arrangeByCause } from '../../src/diagnosis/consequences.ts';
import { unknownFinding as found } from '../findings.ts';

describe('consequences', () => {
  it('shows a finding under the one it follows from, and leaves the order alone otherwise', () => {
    const arranged = arrangeByCause([found('fic-missing'), found('fic-on-other-app'), found('signature-sha1')]);
    expect(arranged.map(({ name }) => name)).to.deep.equal(['fic-on-other-app', 'signature-sha1']);
    expect(arranged[0]?.consequences.map(({ name }) => name)).to.deep.equal(['fic-missing']);
  });

  it('keeps what follows from a consequence under the root', () => {
    const arranged = arrangeByCause([
      found('record-imported-from-dev'),
      found('record-tenant-other'),
      found('fic-missing'),
    ]);
    expect(arranged).to.have.length(1);
    expect(arranged[0]?.consequences).to.have.length(2);
  });

  it('lets a finding stand alone whose cause was not found', () => {
    expect(arrangeByCause([found('fic-missing')]).map(({ name }) => name)).to.deep.equal(['fic-missing']);
  });
});
