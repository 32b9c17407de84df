import { expect } from 'chai';
import recordOrigin from '../../../../src/diagnosis/checks/identity/record-origin.ts';
import type { Facts } from '../../../../src/domain/facts.ts';
import { credential, ids, trust, withRecord } from '../../../facts.ts';
import { namesOf } from '../check-names.ts';

describe('identity/record-origin', () => {
  const trusts = (environmentId: string): Partial<Facts> => ({
    federatedCredentials: {
      system: 'graph',
      url: '',
      credentials: [
        credential('x', trust(2, { subject: `/eid1/c/pub/t/t/a/a/n/plugin/e/${environmentId}/h/${'a'.repeat(64)}` })),
      ],
    },
  });
  const noRecord = { identity: { state: 'missing', record: null, candidates: [] } } as const;
  const flexible: Partial<Facts> = {
    federatedCredentials: {
      system: 'graph',
      url: '',
      credentials: [{ ...credential('x', trust(2)), subject: null }],
    },
  };
  const managed = withRecord({ managed: true });

  it('reports a managed record whose application trusts only another environment', () => {
    expect(namesOf(recordOrigin, { ...managed, ...trusts(ids.tenant) })).to.deep.equal(['record-imported-from-dev']);
    expect(namesOf(recordOrigin, { ...managed, ...trusts(ids.environment) })).to.deep.equal([]);
    expect(namesOf(recordOrigin, { ...managed, ...trusts(ids.environment.toUpperCase()) })).to.deep.equal([]);
    expect(namesOf(recordOrigin, trusts(ids.tenant))).to.deep.equal([]);
    expect(namesOf(recordOrigin, { ...managed, ...flexible })).to.deep.equal([]);
    expect(namesOf(recordOrigin, { ...trusts(ids.tenant), ...noRecord })).to.equal('not-applicable');
    expect(namesOf(recordOrigin, { ...managed, federatedCredentials: null })).to.equal('not-applicable');
  });
});
