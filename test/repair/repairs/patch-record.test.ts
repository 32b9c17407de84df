import { expect } from 'chai';
import patchRecord from '../../../src/repair/repairs/patch-record.ts';
import { facts, ids, record, withRecord } from '../../facts.ts';
import { noRecord, planFor, reasonOf, stepOf } from './plan-one.ts';

describe('patch-record', () => {
  for (const [name, was, body, undo] of [
    ['record-credential-source', { credentialSource: 0 }, { credentialsource: 2 }, { credentialsource: 0 }],
    ['record-inactive', { active: false }, { statecode: 0, statuscode: 1 }, { statecode: 1, statuscode: 2 }],
    ['record-tenant-missing', { tenantId: null }, { tenantid: ids.tenant }, { tenantid: null }],
    ['record-tenant-other', { tenantId: ids.environment }, { tenantid: ids.tenant }, { tenantid: ids.environment }],
  ] as const) {
    it(`${name}: ${JSON.stringify(body)}`, () => {
      const url = `${facts.environment.url}/api/data/v9.2/managedidentities(${record.id})`;
      expect(stepOf(planFor(patchRecord, name, { facts: withRecord(was) }))).to.deep.include({
        risk: 'safe',
        repairs: name,
        request: { system: 'dataverse', method: 'PATCH', url, body },
        undo: { system: 'dataverse', method: 'PATCH', url, body: undo },
      });
      expect(reasonOf(planFor(patchRecord, name, { facts: noRecord }))).to.contain('no record');
    });
  }

  it('two settings of one record are two steps', () => {
    const steps = (['record-credential-source', 'record-tenant-missing'] as const).map((name) =>
      stepOf(planFor(patchRecord, name)),
    );
    expect(new Set(steps.map(({ id }) => id)).size).to.equal(2);
  });

  it('has a change for each finding that it lists', () => {
    for (const name of patchRecord.repairs) expect(planFor(patchRecord, name)).to.have.property('steps');
  });
});
