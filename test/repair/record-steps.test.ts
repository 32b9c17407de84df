import { expect } from 'chai';
import { changeOf } from '../../src/repair/change.ts';
import { createRecord, deleteRecord, unbindStep } from '../../src/repair/record-steps.ts';
import { component, facts, ids, record } from '../facts.ts';

const { environment } = facts;
const records = `${environment.url}/api/data/v9.2/managedidentities`;

describe('the steps for a record', () => {
  it('delete it, and undo that with the same ID and the columns that had a value', () => {
    const step = deleteRecord(environment, { ...record, tenantId: null, version: null });
    expect(step.request).to.deep.include({ method: 'DELETE', url: `${records}(${record.id})`, body: null });
    expect(step.undo).to.deep.include({ method: 'POST', url: records }).and.to.have.property('body').that.deep.equals({
      managedidentityid: record.id,
      name: record.name,
      applicationid: ids.application,
      credentialsource: 2,
      subjectscope: 1,
    });
    expect(changeOf(step)).to.not.equal(null);
  });

  it('are requests that a run may send', () => {
    const more = { stepId: 'create', repairs: null };
    const values = { id: record.id, name: 'Orders', applicationId: ids.application, version: 2 } as const;
    expect(changeOf(createRecord(environment, values, more))).to.not.equal(null);
    expect(changeOf(unbindStep(environment, component, record))).to.not.equal(null);
  });
});
