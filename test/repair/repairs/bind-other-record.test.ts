import { expect } from 'chai';
import bindOtherRecord from '../../../src/repair/repairs/bind-other-record.ts';
import { shownSteps } from '../../../src/repair/steps-by-finding.ts';
import { ids, record, withRecord } from '../../facts.ts';
import { choiceOf, noRecord, otherRecord, planFor, reasonOf, stepOf } from './plan-one.ts';

const right = { ...otherRecord, applicationId: ids.otherApplication };
const records = [record, right];
const remedy = { action: 'bind-record', recordId: right.id } as const;
const plan = (applicationId?: string, more = {}) =>
  planFor(bindOtherRecord, 'binding-other-record', {
    facts: { records, ...more },
    remedy,
    ...(applicationId !== undefined && { applicationId }),
  });
const to = (id: string) => ({ 'managedidentityid@odata.bind': `/managedidentities(${id})` });

describe('bind-other-record', () => {
  it('requires the user to name the application', () => {
    expect(choiceOf(plan())).to.deep.include({
      flag: '--application-id',
      candidates: [`${ids.otherApplication} (record "Other")`, `${ids.application} (record "Contoso Invoices")`],
    });
    expect(choiceOf(plan(ids.tenant)).candidates, 'an application of neither record').to.have.length(2);
    expect(
      shownSteps(plan()).map(({ request: { body } }) => body),
      'what the fix describes',
    ).to.deep.equal([to(right.id)]);
    const nameless = { ...right, applicationId: null };
    expect(choiceOf(plan(undefined, { records: [record, nameless] })).candidates).to.have.length(1);
  });

  for (const chosen of [ids.otherApplication, ids.otherApplication.toUpperCase()]) {
    it(`binds to the record of ${chosen}, disruptively, and undoes it by the earlier binding`, () => {
      const step = stepOf(plan(chosen));
      expect(step.risk).to.equal('disruptive');
      expect(step.request.body).to.deep.equal(to(right.id));
      expect(step.undo?.body).to.deep.equal(to(record.id));
    });
  }

  it('keeps the bound record where its application is chosen', () => {
    expect(reasonOf(plan(ids.application.toUpperCase()))).to.contain('of the bound record was chosen');
  });

  it('fic-on-other-app: keeps the application of the record unless the other one is named', () => {
    const given = (applicationId?: string) =>
      planFor(bindOtherRecord, 'fic-on-other-app', {
        facts: { records },
        remedy,
        ...(applicationId !== undefined && { applicationId }),
      });
    expect(reasonOf(given())).to.contain('--application-id');
    expect(shownSteps(given(ids.tenant)), 'the fix describes the other choice').to.deep.equal([]);
    expect(stepOf(given(ids.otherApplication)).request.body).to.deep.equal(to(right.id));
  });

  it('does not take a record without an application for the chosen one', () => {
    const nameless = [record, { ...right, applicationId: null }];
    expect(plan(ids.otherApplication, { records: nameless })).to.have.property('choice');
    const unnamed = withRecord({ applicationId: null });
    expect(plan(ids.otherApplication, { ...unnamed, records })).to.have.property('steps');
  });

  it('binds to nothing that is not there', () => {
    expect(reasonOf(plan(ids.otherApplication, { records: [record] }))).to.contain('no longer exists');
    expect(reasonOf(plan(ids.otherApplication, noRecord))).to.contain('no longer exists');
    const unknown = planFor(bindOtherRecord, 'binding-other-record', { facts: { records } });
    expect(reasonOf(unknown)).to.contain('not known');
    const other = { facts: { records }, remedy: { action: 'update-credential' as const } };
    expect(reasonOf(planFor(bindOtherRecord, 'binding-other-record', other))).to.contain('not known');
  });
});
