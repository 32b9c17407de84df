import { expect } from 'chai';
import recordSettings from '../../../../src/diagnosis/checks/identity/record-settings.ts';
import { facts, ids, withRecord } from '../../../facts.ts';
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

  it('leaves the tenant of the application to the check of the environment', () => {
    const other = withRecord({ tenantId: ids.environment });
    const directory = (tenantId: string | null) => ({ directory: { ok: true, value: { tenantId } } }) as const;
    expect(recordSettings.run({ ...facts, ...other }, directory(ids.environment.toUpperCase()))).to.deep.equal([]);
    expect(recordSettings.run({ ...facts, ...other }, directory(ids.tenant))).to.have.length(1);
    expect(recordSettings.run({ ...facts, ...other }, directory(null))).to.have.length(1);
    expect(recordSettings.run({ ...facts, ...withRecord({ tenantId: null }) }, directory(null))).to.have.length(1);
  });
});
