import { expect } from 'chai';
import recordOrigin from '../../../../src/diagnosis/checks/identity/record-origin.ts';
import type { Facts } from '../../../../src/domain/facts.ts';
import type { Finding } from '../../../../src/domain/findings.ts';
import { credential, facts, ids, trust, withRecord } from '../../../facts.ts';
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

  it('compares the ID of a default environment without regard to case', () => {
    const environmentId = `Default-${ids.environment}`;
    const environment = { ...facts.environment, environmentId };
    expect(namesOf(recordOrigin, { ...managed, ...trusts(environmentId), environment })).to.deep.equal([]);
    const other = { ...managed, ...trusts(environmentId.replace('7c', '7d')), environment };
    expect(namesOf(recordOrigin, other)).to.deep.equal(['record-imported-from-dev']);
  });

  it('names the environment that is trusted, and the application', () => {
    const given = { ...facts, ...managed, ...trusts(ids.tenant) };
    const [found] = recordOrigin.run(given, {}) as readonly Finding[];
    expect(found).to.deep.include({ expected: ids.environment, actual: ids.tenant });
    expect(found?.args).to.deep.include({ application: 'Invoices' });
    const applications = { application: null, servicePrincipal: null, byObjectId: null };
    const [unnamed] = recordOrigin.run({ ...given, applications }, {}) as readonly Finding[];
    expect(unnamed?.args).to.deep.include({ application: ids.application });
  });
});
