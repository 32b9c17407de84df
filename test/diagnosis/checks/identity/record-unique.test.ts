import { expect } from 'chai';
import recordUnique from '../../../../src/diagnosis/checks/identity/record-unique.ts';
import { component, facts, ids, record, withRecord } from '../../../facts.ts';
import { namesOf } from '../check-names.ts';

const twin = { ...record, id: 'b', name: 'Twin' };

describe('identity/record-unique', () => {
  it('reports an unbound record of the same application', () => {
    expect(namesOf(recordUnique, { records: [record, twin] })).to.deep.equal(['record-duplicate']);
    const third = { ...twin, id: 'c', name: 'Third' };
    const result = recordUnique.run({ ...facts, records: [record, twin, third] }, {});
    expect(result).to.have.nested.property('[0].args.other', 'Twin');
  });

  it('ignores a record that is bound to another component', () => {
    const components = [component, { ...component, id: 'c', managedIdentityId: twin.id }];
    expect(namesOf(recordUnique, { records: [record, twin], components })).to.deep.equal([]);
  });

  it('ignores a record of another application', () => {
    const other = { ...twin, applicationId: ids.otherApplication };
    expect(namesOf(recordUnique, { records: [record, other] })).to.deep.equal([]);
  });

  it('ignores a deactivated record, unless the bound one is deactivated too; letter case of the client ID does not matter', () => {
    const retired = { ...twin, active: false };
    expect(namesOf(recordUnique, { records: [record, retired] })).to.deep.equal([]);
    const bound = withRecord({ active: false });
    expect(namesOf(recordUnique, { ...bound, records: [record, retired] })).to.deep.equal(['record-duplicate']);
    const capitals = { ...twin, applicationId: ids.application.toUpperCase() };
    expect(namesOf(recordUnique, { records: [record, capitals] })).to.deep.equal(['record-duplicate']);
  });

  it('does not apply without an application', () => {
    expect(namesOf(recordUnique, withRecord({ applicationId: null }))).to.equal('not-applicable');
  });
});
