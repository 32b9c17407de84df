import { expect } from 'chai';
import nameApplication from '../../../src/repair/repairs/name-application.ts';
import { type facts, ids, record } from '../../facts.ts';
import { choiceOf, noRecord, otherRecord, planFor, reasonOf, stepOf } from './plan-one.ts';

const names = ['record-imported-from-dev', 'record-application-unknown'] as const;
const plan = (applicationId?: string, more: Partial<typeof facts> = {}, name: (typeof names)[number] = names[0]) =>
  planFor(nameApplication, name, { facts: more, ...(applicationId !== undefined && { applicationId }) });

describe('name-application', () => {
  it('requires the user to name the application, and lists those of other records', () => {
    const records = [
      record,
      otherRecord,
      { ...otherRecord, applicationId: null },
      { ...otherRecord, applicationId: ids.otherApplication },
    ];
    expect(choiceOf(plan(undefined, { records }))).to.deep.include({
      flag: '--application-id',
      candidates: [`${ids.otherApplication} (record "Other")`],
    });
  });

  for (const name of names) {
    it(`${name}: writes the chosen application, and can restore the old value`, () => {
      const step = stepOf(plan(ids.otherApplication, {}, name));
      expect(step).to.deep.include({ risk: 'safe', repairs: name });
      expect(step.request.body).to.deep.equal({ applicationid: ids.otherApplication });
      expect(step.undo?.body).to.deep.equal({ applicationid: ids.application });
    });
  }

  it('writes nothing where nothing changes, or there is no record', () => {
    expect(reasonOf(plan(ids.application))).to.contain('already names');
    expect(reasonOf(plan(ids.otherApplication, noRecord))).to.contain('no record');
  });
});
