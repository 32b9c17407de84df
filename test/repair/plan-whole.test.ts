import { expect } from 'chai';
import type { Finding } from '../../src/domain/diagnosis.ts';
import type { Step } from '../../src/domain/plan.ts';
import { type Diagnosed, planWhole } from '../../src/repair/plan-whole.ts';
import type { AnyRepair, Planned } from '../../src/repair/repair.ts';
import { finding } from '../render/diagnosis.ts';
import { cases } from './steps.ts';

const stepOf = (name: string): Step => {
  const found = cases.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no case ${name}`);
  return found.step;
};
const bind = stepOf('bind a component');
const credential = stepOf('create a credential in Graph');
const other = stepOf('update a credential in Graph');
const choices = { applicationId: null, newRecordId: 'n' };

const repair = (name: AnyRepair['repairs'][number], planned: Planned, needs: AnyRepair['needs'] = []): AnyRepair => ({
  id: name,
  repairs: [name],
  needs,
  plan: () => planned,
});
const diagnosed = (...findings: readonly Finding[]): Diagnosed => ({
  diagnosis: { findings: findings.map((each) => ({ ...each, consequences: [] })), verdicts: [] },
  read: (async () => ({ ok: true, value: [] })) as unknown as Diagnosed['read'],
});

/** @param later what is found after the steps that decide the identity, one diagnosis after another */
async function plan(first: Diagnosed, repairs: readonly AnyRepair[], ...later: readonly Diagnosed[]) {
  const asked: string[][] = [];
  const whole = await planWhole(
    first,
    async (steps) => {
      asked.push(steps.map(({ id }) => id));
      return later[asked.length - 1] ?? expect.fail('diagnosed once too often');
    },
    repairs,
    choices,
  );
  return { ...whole, ids: whole.steps.map(({ id }) => id), asked };
}

const binding = repair('binding-missing', { steps: [bind] }, ['component']);
const missing = repair('fic-missing', { steps: [credential] }, ['federatedCredentials']);

describe('a plan for the whole configuration', () => {
  it('diagnoses once where no step decides the identity', async () => {
    const { ids, asked } = await plan(diagnosed(finding('fic-missing')), [binding, missing]);
    expect([ids, asked]).to.deep.equal([[credential.id], []]);
  });

  it('plans the rest for the identity that the component will have', async () => {
    const wrong = repair('fic-different', { steps: [other] });
    const first = diagnosed(finding('binding-missing'), finding('fic-different'));
    const found = await plan(first, [binding, missing, wrong], diagnosed(finding('fic-missing')));
    expect([found.ids, found.asked]).to.deep.equal([[bind.id, credential.id], [[bind.id]]]);
    expect([...found.repaired].map(({ name }) => name)).to.include.members(['binding-missing', 'fic-missing']);
    expect(found.basedOn).to.deep.equal(['component', 'federatedCredentials']);
  });

  it('ends where the same step is planned again', async () => {
    const first = diagnosed(finding('binding-missing'));
    const found = await plan(first, [binding], diagnosed(finding('binding-missing')));
    expect([found.ids, found.asked]).to.deep.equal([[bind.id], [[bind.id]]]);
  });

  it('does not go on before the user has decided', async () => {
    const asks = repair('record-missing', { choice: { what: 'w', flag: '--application-id', candidates: [] } });
    const first = diagnosed(finding('binding-missing'), finding('record-missing'));
    const found = await plan(first, [binding, asks]);
    expect([found.ids, found.asked, found.choices.length]).to.deep.equal([[bind.id], [], 1]);
  });
});
