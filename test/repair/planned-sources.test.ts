import { expect } from 'chai';
import type { ComponentFact, IdentityRecord } from '../../src/domain/facts.ts';
import type { Step } from '../../src/domain/plan.ts';
import { afterSteps, decidesIdentity } from '../../src/repair/planned-sources.ts';
import bindComponent from '../../src/repair/repairs/bind-component.ts';
import createRecord from '../../src/repair/repairs/create-record.ts';
import nameApplication from '../../src/repair/repairs/name-application.ts';
import patchRecord from '../../src/repair/repairs/patch-record.ts';
import { patchRecord as patch } from '../../src/repair/requests.ts';
import type { Sources } from '../../src/sources/sources.ts';
import { component, facts, ids, record, withRecord } from '../facts.ts';
import { newRecordId, otherRecord, planFor, stepsOf } from './repairs/plan-one.ts';
import { cases } from './steps.ts';

const loose: ComponentFact = { ...component, managedIdentityId: null };
const neighbor: ComponentFact = { ...component, id: '44444444-2222-4333-8444-555555555555', managedIdentityId: 'n' };
const bind = stepsOf(planFor(bindComponent, 'binding-missing', { facts: { component: loose } }));
const create = stepsOf(planFor(createRecord, 'record-missing', { applicationId: ids.application }));
const change = stepsOf(planFor(nameApplication, 'record-application-unknown', { applicationId: ids.otherApplication }));
const raise = patch(facts.environment, record, { says: '', body: { version: 2 }, was: { version: 1 }, repairs: null });

async function planned(
  steps: readonly Step[],
  records: readonly IdentityRecord[] = [record, otherRecord],
  components: readonly ComponentFact[] = [neighbor, loose],
) {
  const dataverse = { records: async () => records, components: async () => components };
  const { dataverse: changed } = afterSteps({ dataverse } as unknown as Sources, steps);
  return { records: await changed.records(), components: await changed.components() };
}

describe('the configuration after planned steps', () => {
  it('is the present one without steps, and after steps on credentials', async () => {
    const unchanged = { records: [record, otherRecord], components: [neighbor, loose] };
    expect(await planned([])).to.deep.equal(unchanged);
    const credentials = cases.flatMap(({ step }) => (step.request.system === 'dataverse' ? [] : [step]));
    expect(credentials).to.have.length.above(3);
    expect(await planned(credentials)).to.deep.equal(unchanged);
  });

  it('has the component bound', async () => {
    expect((await planned(bind)).components).to.deep.equal([neighbor, { ...loose, managedIdentityId: record.id }]);
  });

  it('has a new record with all its values', async () => {
    const { records, components } = await planned(create);
    expect(records.slice(0, 2)).to.deep.equal([record, otherRecord]);
    expect(records.slice(2)).to.deep.equal([{ ...record, id: newRecordId, name: component.name }]);
    expect(components[1]?.managedIdentityId).to.equal(newRecordId);
  });

  it('has the values of a record changed, and those of others not', async () => {
    const expected = { ...record, applicationId: ids.otherApplication };
    expect((await planned(change)).records).to.deep.equal([expected, otherRecord]);
    const upperCase = { ...record, id: record.id.toUpperCase() };
    expect((await planned(change, [upperCase])).records[0]?.applicationId).to.equal(ids.otherApplication);
  });

  for (const [name, was] of [
    ['record-credential-source', { credentialSource: 0 }],
    ['record-inactive', { active: false }],
    ['record-tenant-missing', { tenantId: null }],
  ] as const) {
    it(`has ${name} repaired`, async () => {
      const { records } = withRecord(was);
      const steps = stepsOf(planFor(patchRecord, name, { facts: withRecord(was) }));
      expect((await planned(steps, records)).records).to.deep.equal([record]);
    });
  }

  it('has the record raised', async () => {
    expect((await planned([raise], withRecord({ version: 1 }).records)).records).to.deep.equal([record]);
  });
});

describe('what decides the identity', () => {
  it('is a binding, a new record and its values', () => {
    for (const step of [...bind, ...create, ...change]) expect(decidesIdentity(step), step.says).to.equal(true);
  });

  it('is no version, no credential, and nothing that ppmi does not send', () => {
    expect(decidesIdentity(raise)).to.equal(false);
    for (const { name, step } of cases) {
      if (step.request.system !== 'dataverse') expect(decidesIdentity(step), name).to.equal(false);
    }
    const [first] = bind;
    if (first === undefined) throw new Error('no step');
    expect(decidesIdentity({ ...first, request: { ...first.request, url: 'https://example.com' } })).to.equal(false);
  });
});
