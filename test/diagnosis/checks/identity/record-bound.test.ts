import { expect } from 'chai';
import recordBound from '../../../../src/diagnosis/checks/identity/record-bound.ts';
import type { Facts } from '../../../../src/domain/facts.ts';
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
    expect(recordBound.run({ ...facts, ...fits, components: [component] }, {})).to.have.nested.property(
      '[0].args.sharedWith',
    );
    const missing = { identity: { state: 'missing', record: null, candidates: [] } } as const;
    expect(namesOf(recordBound, missing)).to.deep.equal(['record-missing']);
  });
});
