import { expect } from 'chai';
import recordSettings from '../../../../src/diagnosis/checks/identity/record-settings.ts';
import { ids, withRecord } from '../../../facts.ts';
import { namesOf } from '../check-names.ts';

describe('identity/record-settings', () => {
  for (const [change, names] of [
    [{}, []],
    [{ active: false }, ['record-inactive']],
    [{ credentialSource: 0 }, ['record-credential-source']],
    [{ credentialSource: null }, ['record-credential-source']],
    [{ subjectScope: 0 }, ['record-subject-scope']],
    [{ tenantId: null }, ['record-tenant-missing']],
    [{ tenantId: ids.environment }, ['record-tenant-other']],
    [{ tenantId: ids.tenant.toUpperCase() }, []],
    [{ active: false, tenantId: null }, ['record-inactive', 'record-tenant-missing']],
  ] as const) {
    it(`${JSON.stringify(change)}: ${names.join(', ') || 'nothing'}`, () => {
      expect(namesOf(recordSettings, withRecord(change))).to.deep.equal(names);
    });
  }
});
