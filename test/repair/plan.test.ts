import { expect } from 'chai';
import type { ReadFact } from '../../src/diagnosis/facts/fact-store.ts';
import type { Diagnosis, Finding } from '../../src/domain/diagnosis.ts';
import { PpmiError } from '../../src/domain/errors.ts';
import type { Step } from '../../src/domain/plan.ts';
import { planRepairs } from '../../src/repair/plan.ts';
import type { AnyRepair, Planned } from '../../src/repair/repair.ts';
import { finding } from '../render/diagnosis.ts';
import { cases } from './steps.ts';

const step = (id: string): Step => ({
  id,
  repairs: 'fic-missing',
  says: id,
  risk: 'safe',
  request: { system: 'graph', method: 'POST', url: `https://graph.microsoft.com/${id}`, body: {} },
  undo: null,
});
const repair = (name: AnyRepair['repairs'][number], planned: Planned): AnyRepair => ({
  id: name,
  repairs: [name],
  needs: ['records'],
  plan: () => planned,
});
const read = (async () => ({ ok: true, value: [] })) as unknown as ReadFact;
const choices = { applicationId: null, newRecordId: 'new' };
const plan = (findings: Diagnosis['findings'], repairs: readonly AnyRepair[]) =>
  planRepairs({ findings, verdicts: [] }, repairs, read, choices);
const namesOf = (findings: Iterable<Finding>) => [...findings].map(({ name }) => name);

describe('a plan', () => {
  const missing = finding('fic-missing');

  it('contains each step once, with the findings that it repairs and the facts that it is based on', async () => {
    const twice = [finding('issuer-wrong-cloud'), finding('audience-wrong-cloud')];
    const { steps, repaired, basedOn } = await plan(twice, [
      repair('issuer-wrong-cloud', { steps: [step('one')] }),
      repair('audience-wrong-cloud', { steps: [step('one'), step('two')] }),
    ]);
    expect(steps.map(({ id }) => id)).to.deep.equal(['one', 'two']);
    expect(namesOf(repaired)).to.deep.equal(['issuer-wrong-cloud', 'audience-wrong-cloud']);
    expect(basedOn).to.deep.equal(['records']);
  });

  it('repairs consequences by repairing their cause', async () => {
    const cause = finding('record-subject-scope', { consequences: [missing] });
    const repairs = [repair('fic-missing', { steps: [step('two')] })];
    const own = await plan([cause], [repair('record-subject-scope', { steps: [step('one')] }), ...repairs]);
    expect(own.steps.map(({ id }) => id)).to.deep.equal(['one']);
    const consequence = await plan([cause], repairs);
    expect(consequence.steps.map(({ id }) => id)).to.deep.equal(['two']);
    expect(namesOf(consequence.repaired)).to.deep.equal(['fic-missing']);
  });

  it('changes no record whose managed solution does not allow it', async () => {
    const url =
      'https://contoso.crm4.dynamics.com/api/data/v9.2/managedidentities(e68152c3-4802-4c4c-84df-bf6d8abddde4)';
    const request = { system: 'dataverse', method: 'PATCH', url, body: { credentialsource: 2 } } as const;
    const undo = { ...request, body: { credentialsource: 0 } };
    const patch: Step = { ...step('patch'), request, undo };
    const found = [finding('record-credential-source'), missing];
    const repairs = [
      repair('record-credential-source', { steps: [patch] }),
      repair('fic-missing', { steps: [step('one')] }),
    ];
    expect((await plan(found, repairs)).steps.map(({ id }) => id)).to.deep.equal(['patch', 'one']);
    const locked = await plan([...found, finding('record-not-customizable')], repairs);
    expect(locked.steps.map(({ id }) => id)).to.deep.equal(['one']);
    expect(locked.left[0]?.reason).to.contain('managed solution');

    const both = [repair('record-credential-source', { steps: [step('one'), patch] })];
    expect(
      (await plan([finding('record-credential-source'), finding('record-not-customizable')], both)).steps,
    ).to.deep.equal([]);
    const cause = finding('record-credential-source', { consequences: [missing] });
    const consequence = await plan([cause, finding('record-not-customizable')], repairs);
    expect(
      consequence.steps.map(({ id }) => id),
      'its consequence is still repaired',
    ).to.deep.equal(['one']);
  });

  it('creates a record and binds a component also where records cannot be changed', async () => {
    const others = cases.filter(({ name }) => ['create a record', 'bind a component'].includes(name));
    const repairs = [repair('record-missing', { steps: others.map(({ step: each }) => each) })];
    const { steps } = await plan([finding('record-missing'), finding('record-not-customizable')], repairs);
    expect(steps).to.have.length(2);
  });

  it('keeps the first of two steps with one ID', async () => {
    const repairs = [
      repair('issuer-wrong-cloud', { steps: [step('one')] }),
      repair('audience-wrong-cloud', { steps: [{ ...step('one'), says: 'other' }] }),
    ];
    const { steps } = await plan([finding('issuer-wrong-cloud'), finding('audience-wrong-cloud')], repairs);
    expect(steps.map(({ says }) => says)).to.deep.equal(['one']);
  });

  it('binds no component that is unsigned, which Dataverse refuses', async () => {
    const url =
      'https://contoso.crm4.dynamics.com/api/data/v9.2/pluginassemblies(a5957c44-e2ba-4262-85a9-64a83c2e1a59)';
    const body = { 'managedidentityid@odata.bind': '/managedidentities(e68152c3-4802-4c4c-84df-bf6d8abddde4)' };
    const request = { system: 'dataverse', method: 'PATCH', url, body } as const;
    const undo = { system: 'dataverse', method: 'DELETE', url: `${url}/managedidentityid/$ref`, body: null } as const;
    const binding: Step = { ...step('binding'), request, undo };
    const cause = finding('binding-missing', { consequences: [missing] });
    const repairs = [
      repair('binding-missing', { steps: [step('record'), binding] }),
      repair('fic-missing', { steps: [step('credential')] }),
    ];
    const idsOf = async (...more: Diagnosis['findings']) =>
      (await plan([cause, ...more], repairs)).steps.map(({ id }) => id);
    expect(await idsOf()).to.deep.equal(['record', 'binding']);
    for (const name of [
      'assembly-unsigned',
      'assembly-strong-name-only',
      'package-unsigned',
      'signature-broken',
    ] as const)
      expect(await idsOf(finding(name)), name).to.deep.equal(['credential']);
    const { left } = await plan([cause, finding('assembly-unsigned')], repairs);
    expect(left[0]?.reason).to.contain('binds signed components only');
  });

  it('gives a repair the facts that it needs, and those it uses that could be read', async () => {
    const error = new PpmiError('refused');
    const some = (async (name: string) =>
      name === 'neighbors'
        ? { ok: false, unread: { fact: name, error } }
        : { ok: true, value: name }) as unknown as ReadFact;
    const given: unknown[] = [];
    const asking: AnyRepair = {
      ...repair('fic-missing', { steps: [] }),
      uses: ['now', 'neighbors'],
      plan(_finding, facts) {
        given.push(facts);
        return { steps: [] };
      },
    };
    await planRepairs({ findings: [missing], verdicts: [] }, [asking], some, choices);
    expect(given).to.deep.equal([{ records: 'records', now: 'now' }]);
  });

  it('repairs no finding that requires a choice or has no repair or step', async () => {
    const choice = { what: 'a client ID', flag: '--application-id', candidates: [] };
    const asked = await plan([missing], [repair('fic-missing', { choice })]);
    expect([asked.choices, namesOf(asked.repaired)]).to.deep.equal([[choice], []]);
    const left = await plan([missing, finding('assembly-unsigned')], [repair('fic-missing', { reason: 'why' })]);
    expect(left.left.map(({ finding: { name } }) => name)).to.deep.equal(['fic-missing', 'assembly-unsigned']);
    expect(namesOf((await plan([missing], [repair('fic-missing', { steps: [] })])).repaired)).to.deep.equal([]);
  });

  describe('leaves a finding whose repair depends on an unread fact', () => {
    const unreadWith = (permission?: string) => {
      const error = new PpmiError('refused', { system: 'arm', detail: 'arm answered 403', permission });
      return (async (name: string) =>
        name === 'records'
          ? { ok: false, unread: { fact: name, error } }
          : { ok: true, value: [] }) as unknown as ReadFact;
    };
    const repairs = [
      repair('cn-non-ascii', { steps: [step('one')] }),
      { ...repair('fic-missing', { steps: [step('two')] }), needs: ['environment'] as const },
    ];
    const version = finding('cn-non-ascii', { consequences: [missing] });
    const planWith = (reading: ReadFact) =>
      planRepairs({ findings: [version], verdicts: [] }, repairs, reading, choices);

    it('and repairs what follows from it', async () => {
      const { steps, left, basedOn } = await planWith(unreadWith('Reader'));
      expect(steps.map(({ id }) => id)).to.deep.equal(['two']);
      expect(basedOn).to.deep.equal(['environment']);
      expect(left.map((each) => each.finding)).to.deep.equal([version]);
    });

    it('and says why, with the permission where that is known', async () => {
      const reasonOf = async (reading: ReadFact) => (await planWith(reading)).left[0]?.reason;
      const reason = await reasonOf(unreadWith('Reader'));
      expect(reason).to.contain('could not read').and.contain('arm answered 403').and.contain('requires Reader');
      expect(await reasonOf(unreadWith())).to.match(/arm answered 403$/);
    });
  });
});
