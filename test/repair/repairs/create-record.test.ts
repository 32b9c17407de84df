import { expect } from 'chai';
import createRecord from '../../../src/repair/repairs/create-record.ts';
import { component, facts, ids, record } from '../../facts.ts';
import { choiceOf, newRecordId, otherRecord, planFor, stepsOf } from './plan-one.ts';

const plan = (more: Partial<typeof facts> = {}, applicationId?: string) =>
  planFor(createRecord, 'record-missing', { facts: more, ...(applicationId !== undefined && { applicationId }) });

describe('create-record', () => {
  it('requires the user to name the application, and lists the candidates before other records', () => {
    const identity = { state: 'missing' as const, record: null, candidates: [otherRecord] };
    const nameless = { ...record, applicationId: null };
    expect(choiceOf(plan({ identity }))).to.deep.include({
      flag: '--application-id',
      candidates: [`${ids.application} (record "Other")`],
    });
    expect(choiceOf(plan({ identity: { ...identity, candidates: [] }, records: [record, nameless] }))).to.deep.include({
      candidates: [`${ids.application} (record "Contoso Invoices")`],
    });
  });

  it('creates the record with the documented values, then binds to it', () => {
    const [create, bind, ...others] = stepsOf(plan({}, ids.application));
    const url = `${facts.environment.url}/api/data/v9.2/managedidentities`;
    expect(create).to.deep.include({
      risk: 'safe',
      repairs: 'record-missing',
      request: {
        system: 'dataverse',
        method: 'POST',
        url,
        body: {
          managedidentityid: newRecordId,
          name: component.name,
          applicationid: ids.application,
          tenantid: ids.tenant,
          credentialsource: 2,
          subjectscope: 1,
          version: 2,
        },
      },
      undo: { system: 'dataverse', method: 'DELETE', url: `${url}(${newRecordId})`, body: null },
    });
    expect(bind?.request.body).to.deep.equal({
      'managedidentityid@odata.bind': `/managedidentities(${newRecordId})`,
    });
    expect(others).to.deep.equal([]);
  });
});
