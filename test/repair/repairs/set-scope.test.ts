import { expect } from 'chai';
import type { Neighbor } from '../../../src/domain/facts.ts';
import setScope from '../../../src/repair/repairs/set-scope.ts';
import { component, facts, record, trust, withRecord } from '../../facts.ts';
import { noRecord, planFor, reasonOf, stepOf } from './plan-one.ts';

const scoped = withRecord({ subjectScope: 0 });
const neighbor = (trusts: Neighbor['trusts']): Neighbor => ({
  component: { ...component, id: 'n', name: 'Neighbor' },
  trusts,
});
const plan = (more: Parameters<typeof planFor>[2] = {}) =>
  planFor(setScope, 'record-subject-scope', { ...more, facts: { ...scoped, ...more.facts } });

describe('set-scope', () => {
  it('sets the scope of the environment, and undoes it', () => {
    const url = `${facts.environment.url}/api/data/v9.2/managedidentities(${record.id})`;
    expect(stepOf(plan())).to.deep.include({
      risk: 'safe',
      repairs: 'record-subject-scope',
      request: { system: 'dataverse', method: 'PATCH', url, body: { subjectscope: 1 } },
      undo: { system: 'dataverse', method: 'PATCH', url, body: { subjectscope: 0 } },
    });
    expect(reasonOf(plan({ facts: noRecord }))).to.contain('no record');
  });

  for (const [what, trusts, stays] of [
    ['a credential fits', [trust(0), trust(1), trust(2)], false],
    ['it is unsigned', [], false],
    ['no credential fits', [trust(2, { subject: '/other' })], true],
    ['its content could not be read', null, true],
    ['what it presents is not verified', [trust(2, { confidence: 'not-verified' })], true],
  ] as const) {
    it(`another component on the record: ${what}`, () => {
      const planned = plan({ facts: { neighbors: [neighbor(trusts)] } });
      if (stays) expect(reasonOf(planned)).to.contain('Neighbor is bound to the same record');
      else expect(stepOf(planned).request.body).to.deep.equal({ subjectscope: 1 });
    });
  }

  it('names the first of several components that may stop working', () => {
    const second = { trusts: null, component: { ...component, id: 's', name: 'Second' } };
    expect(reasonOf(plan({ facts: { neighbors: [neighbor(null), second] } }))).to.contain('Neighbor is bound');
  });

  it('leaves the record where the other components or the credentials could not be read', () => {
    const unread = setScope.plan(
      { name: 'record-subject-scope', where: null, remedy: null, override: null },
      { environment: facts.environment, ...scoped },
      { applicationId: null, newRecordId: '' },
    );
    expect(reasonOf(unread)).to.contain('another component');
    const neighbors = [neighbor([trust(2)])];
    expect(reasonOf(plan({ facts: { neighbors, federatedCredentials: null } }))).to.contain('Neighbor');
  });
});
