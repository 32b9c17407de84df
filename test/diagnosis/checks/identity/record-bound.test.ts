import { expect } from 'chai';
import recordBound from '../../../../src/diagnosis/checks/identity/record-bound.ts';
import type { ComponentFact, Facts } from '../../../../src/domain/facts.ts';
import { component, facts, record } from '../../../facts.ts';
import { namesOf } from '../check-names.ts';

describe('identity/record-bound', () => {
  const fits: Partial<Facts> = { identity: { state: 'fits', record, candidates: [] } };
  const assembly = { ...component, id: 'd', packageId: component.id };

  it('distinguishes a missing binding, a binding of the assembly only, and a missing record', () => {
    expect(namesOf(recordBound, {})).to.deep.equal([]);
    expect(namesOf(recordBound, fits)).to.deep.equal(['binding-missing']);
    expect(namesOf(recordBound, { ...fits, components: [assembly] })).to.deep.equal(['binding-assembly-of-package']);
    const unbound = { ...assembly, managedIdentityId: null };
    expect(namesOf(recordBound, { ...fits, components: [unbound] })).to.deep.equal(['binding-missing']);
    const missing = { identity: { state: 'missing', record: null, candidates: [] } } as const;
    expect(namesOf(recordBound, missing)).to.deep.equal(['record-missing']);
  });

  it('names the other components of the record, and the first bound assembly of the package', () => {
    const [other, foreign] = ['Other', 'Foreign'].map((name) => ({ ...component, id: name, name }));
    const components = [other, { ...foreign, managedIdentityId: 'another' }] as ComponentFact[];
    const result = recordBound.run({ ...facts, ...fits, components }, {});
    expect(result).to.have.nested.property('[0].args.sharedWith').that.deep.equals(['Other']);
    const assemblies = [
      { ...assembly, name: 'First' },
      { ...assembly, name: 'Second' },
    ];
    const bound = recordBound.run({ ...facts, ...fits, components: assemblies }, {});
    expect(bound).to.have.nested.property('[0].args.assembly', 'First');
  });
});
