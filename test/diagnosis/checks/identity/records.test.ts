import { expect } from 'chai';
import recordBound from '../../../../src/diagnosis/checks/identity/record-bound.ts';
import recordOrigin from '../../../../src/diagnosis/checks/identity/record-origin.ts';
import recordSettings from '../../../../src/diagnosis/checks/identity/record-settings.ts';
import recordUnique from '../../../../src/diagnosis/checks/identity/record-unique.ts';
import rightRecord from '../../../../src/diagnosis/checks/identity/right-record.ts';
import type { Facts } from '../../../../src/domain/facts.ts';
import { component, credential, facts, ids, record, trust, withRecord } from '../../../facts.ts';
import { namesOf } from '../check-names.ts';

const twin = { ...record, id: 'b', name: 'Twin' };

describe('identity/record-unique', () => {
  it('reports an unbound record of the same application', () => {
    expect(namesOf(recordUnique, { records: [record, twin] })).to.deep.equal(['record-duplicate']);
  });

  it('leaves a record alone that is bound to another component', () => {
    const components = [component, { ...component, id: 'c', managedIdentityId: twin.id }];
    expect(namesOf(recordUnique, { records: [record, twin], components })).to.deep.equal([]);
  });

  it('leaves a record of another application alone', () => {
    const other = { ...twin, applicationId: ids.otherApplication };
    expect(namesOf(recordUnique, { records: [record, other] })).to.deep.equal([]);
  });

  it('does not apply without an application', () => {
    expect(namesOf(recordUnique, withRecord({ applicationId: null }))).to.equal('not-applicable');
  });
});

describe('identity/record-settings', () => {
  for (const [change, names] of [
    [{}, []],
    [{ active: false }, ['record-inactive']],
    [{ credentialSource: 0 }, ['record-credential-source']],
    [{ credentialSource: null }, ['record-credential-source']],
    [{ subjectScope: 0 }, ['record-subject-scope']],
    [{ tenantId: null }, ['record-tenant-missing']],
    [{ tenantId: ids.environment }, ['record-tenant-other']],
    [{ tenantId: ids.tenant.toUpperCase() }, []],
    [{ active: false, tenantId: null }, ['record-inactive', 'record-tenant-missing']],
  ] as const) {
    it(`${JSON.stringify(change)}: ${names.join(', ') || 'nothing'}`, () => {
      expect(namesOf(recordSettings, withRecord(change))).to.deep.equal(names);
    });
  }
});

describe('identity/record-bound', () => {
  const fits: Partial<Facts> = { identity: { state: 'fits', record, candidates: [] } };
  const assembly = { ...component, id: 'd', packageId: component.id };

  it('tells a missing binding, one of the assembly only and a missing record apart', () => {
    expect(namesOf(recordBound, {})).to.deep.equal([]);
    expect(namesOf(recordBound, fits)).to.deep.equal(['binding-missing']);
    expect(namesOf(recordBound, { ...fits, components: [assembly] })).to.deep.equal(['binding-assembly-of-package']);
    const unbound = { ...assembly, managedIdentityId: null };
    expect(namesOf(recordBound, { ...fits, components: [unbound] })).to.deep.equal(['binding-missing']);
    const missing = { identity: { state: 'missing', record: null, candidates: [] } } as const;
    expect(namesOf(recordBound, missing)).to.deep.equal(['record-missing']);
  });
});

describe('identity/right-record', () => {
  const elsewhere = (fitting = trust(2)): Partial<Facts> => ({
    otherCredentials: [{ applicationId: ids.otherApplication, credentials: [credential('right', fitting)] }],
  });
  const free = { ...record, id: 'f', applicationId: ids.otherApplication };

  it('reports the record to bind where one names the application with the right credential', () => {
    expect(namesOf(rightRecord, { ...elsewhere(), records: [record, free] })).to.deep.equal(['binding-other-record']);
    const result = rightRecord.run({ ...facts, ...elsewhere(), records: [record, free] }, {});
    expect(Array.isArray(result) && result[0]?.remedy).to.deep.equal({ action: 'bind-record', recordId: 'f' });
  });

  it('reports the credential where no free record does', () => {
    expect(namesOf(rightRecord, elsewhere())).to.deep.equal(['fic-on-other-app']);
    const components = [component, { ...component, id: 'c', managedIdentityId: 'f' }];
    expect(namesOf(rightRecord, { ...elsewhere(), records: [record, free], components })).to.deep.equal([
      'fic-on-other-app',
    ]);
  });

  it('takes only an exact match, and nothing for a subject that cannot be predicted', () => {
    expect(namesOf(rightRecord, elsewhere(trust(2, { audience: 'api://other' })))).to.deep.equal([]);
    const unknown = { expectedTrust: { version: 2, trusts: [trust(2, { subject: null })] } } as const;
    expect(namesOf(rightRecord, { ...elsewhere(), ...unknown })).to.equal('not-applicable');
  });
});

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
  const managed = withRecord({ managed: true });

  it('reports a managed record whose application trusts only another environment', () => {
    expect(namesOf(recordOrigin, { ...managed, ...trusts(ids.tenant) })).to.deep.equal(['record-imported-from-dev']);
    expect(namesOf(recordOrigin, { ...managed, ...trusts(ids.environment) })).to.deep.equal([]);
    expect(namesOf(recordOrigin, { ...managed, ...trusts(ids.environment.toUpperCase()) })).to.deep.equal([]);
    expect(namesOf(recordOrigin, trusts(ids.tenant))).to.deep.equal([]);
    expect(namesOf(recordOrigin, { ...managed, federatedCredentials: null })).to.equal('not-applicable');
  });
});
