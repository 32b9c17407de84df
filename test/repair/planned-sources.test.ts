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
import { component, credential, facts, ids, record, trust, withRecord } from '../facts.ts';
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
    for (const step of credentials) expect(await planned([step]), step.id).to.deep.equal(unchanged);
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

describe('the configuration after other steps', () => {
  const stepOf = (name: string) => cases.find((each) => each.name === name)?.step ?? expect.fail(`no case ${name}`);
  const foreign = {
    ...stepOf('bind a component'),
    request: { ...stepOf('bind a component').request, url: 'https://x' },
  };
  const rowOf = (step: Step) => /\(([0-9a-f-]{36})\)/.exec(step.request.url)?.[1] ?? expect.fail('no ID');

  it('has no deleted record', async () => {
    const deletion = JSON.parse(JSON.stringify(stepOf('delete a record')).replaceAll('11111111', 'aaaaaaaa')) as Step;
    const gone = { ...record, id: rowOf(deletion).toUpperCase() };
    expect((await planned([deletion], [record, gone])).records).to.deep.equal([record]);
  });

  it('has only values of the type of their column', async () => {
    const body = { applicationid: 7, version: '2' };
    const odd = patch(facts.environment, record, {
      says: '',
      body,
      was: { applicationid: null, version: 1 },
      repairs: null,
    });
    expect((await planned([odd], [record])).records).to.deep.equal([{ ...record, applicationId: null, version: null }]);
  });

  it('is the present one of a component with the ID of a record, and of steps that ppmi does not take', async () => {
    const same = { ...loose, id: record.id, managedIdentityId: otherRecord.id };
    expect((await planned([...change, foreign], [record], [same])).components).to.deep.equal([same]);
  });

  it('has a component bound whose ID the service writes in upper case', async () => {
    const upper = { ...loose, id: loose.id.toUpperCase() };
    expect((await planned(bind, [record], [upper])).components[0]?.managedIdentityId).to.equal(record.id);
  });

  describe('on credentials', () => {
    const [graphDeletion, armDeletion] = [stepOf('delete a credential in Graph'), stepOf('delete a credential in ARM')];
    const at = (url: string) => ({ ...credential('c', trust(2)), url });
    const kept = at('https://graph.microsoft.com/v1.0/applications/x/federatedIdentityCredentials/y');
    const held = {
      system: 'graph' as const,
      url: '',
      credentials: [kept, at(graphDeletion.request.url), at(armDeletion.request.url)],
    };

    async function left(steps: readonly Step[], read: typeof held | null = held) {
      const graph = { credentials: async () => held };
      const { graph: changed, arm } = afterSteps(
        { graph, arm: { credentials: async () => read } } as unknown as Sources,
        steps,
      );
      const ofIdentity = await arm.credentials('id');
      const [ofApplication] = [await changed.credentials({} as never)];
      expect(ofIdentity === null || ofIdentity.credentials.length === ofApplication.credentials.length).to.equal(true);
      return ofIdentity === null ? null : ofApplication.credentials.map(({ url }) => url);
    }

    it('leaves out those that are deleted, wherever they are', async () => {
      expect(await left([graphDeletion])).to.deep.equal([kept.url, armDeletion.request.url]);
      expect(await left([armDeletion])).to.deep.equal([kept.url, graphDeletion.request.url]);
      expect(await left([armDeletion, graphDeletion])).to.deep.equal([kept.url]);
    });

    it('keeps those that are changed, and an identity that is not there', async () => {
      const others = cases.filter(({ step }) => step.request.method !== 'DELETE').map(({ step }) => step);
      const all = held.credentials.map(({ url }) => url);
      expect(await left(others)).to.deep.equal(all);
      const changed = stepOf('update a credential in ARM');
      expect(changed.request.url, 'the same credential').to.equal(armDeletion.request.url);
      expect(await left([graphDeletion], null)).to.equal(null);
    });
  });

  describe('on what the plug-in presents', () => {
    const since = new Date(0);
    const presentedSince = (...steps: readonly Step[]) =>
      afterSteps({ runsAfter: () => since } as unknown as Sources, steps)
        .runsAfter?.(component.id, null)
        ?.getTime();

    it('has no run yet, where a binding or a record decides', () => {
      for (const step of [...bind, ...create, ...change, stepOf('delete a record')]) {
        expect(presentedSince(step), step.says).to.equal(8.64e15);
      }
      expect(presentedSince(stepOf('create a credential in ARM'), ...bind), 'any of the steps').to.equal(8.64e15);
    });

    it('has the runs of before, where only a credential or the state of a record changes', () => {
      const inactive = withRecord({ active: false });
      const activate = stepsOf(planFor(patchRecord, 'record-inactive', { facts: inactive }));
      const credentials = cases.flatMap(({ step }) => (step.request.system === 'dataverse' ? [] : [step]));
      expect(presentedSince()).to.equal(0);
      expect(presentedSince(...activate, ...credentials, foreign)).to.equal(0);
    });
  });
});

describe('what decides the identity', () => {
  it('is a binding, a new record, its values and its end', () => {
    const deletion = cases.flatMap(({ name, step }) => (name === 'delete a record' ? [step] : []));
    for (const step of [...bind, ...create, ...change, ...deletion])
      expect(decidesIdentity(step), step.says).to.equal(true);
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
