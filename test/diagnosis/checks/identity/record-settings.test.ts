import { expect } from 'chai';
import recordSettings from '../../../../src/diagnosis/checks/identity/record-settings.ts';
import { PpmiError } from '../../../../src/domain/errors.ts';
import { facts, ids, withRecord } from '../../../facts.ts';
import { namesOf } from '../check-names.ts';

const error = new PpmiError('refused');
const unread = { directory: { ok: false, unread: { fact: 'directory', error } } } as const;

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

  it('shows an empty value as such, and any other as it is', () => {
    const shown = (change: Parameters<typeof withRecord>[0]) => {
      const result = recordSettings.run({ ...facts, ...withRecord(change) }, unread);
      return Array.isArray(result) ? result.map(({ expected, actual }) => [expected, actual]) : result;
    };
    expect(shown({ credentialSource: null })).to.deep.equal([['2', '(empty)']]);
    expect(shown({ credentialSource: 0 })).to.deep.equal([['2', '0']]);
    expect(shown({ active: false })).to.deep.equal([['Active', 'Inactive']]);
  });

  it('does not apply without a record, and compares tenants without regard to case', () => {
    const identity = { state: 'missing', record: null, candidates: [] } as const;
    expect(namesOf(recordSettings, { identity })).to.equal('not-applicable');
    const environment = { ...facts.environment, tenantId: ids.tenant.toUpperCase() };
    expect(recordSettings.run({ ...facts, environment }, unread)).to.deep.equal([]);
  });

  it('leaves the tenant of the application to the check of the environment', () => {
    const other = withRecord({ tenantId: ids.environment });
    const directory = (tenantId: string | null) => ({ directory: { ok: true, value: { tenantId } } }) as const;
    expect(recordSettings.run({ ...facts, ...other }, directory(ids.environment.toUpperCase()))).to.deep.equal([]);
    expect(recordSettings.run({ ...facts, ...other }, directory(ids.tenant))).to.have.length(1);
    expect(recordSettings.run({ ...facts, ...other }, directory(null))).to.have.length(1);
    expect(recordSettings.run({ ...facts, ...withRecord({ tenantId: null }) }, directory(null))).to.have.length(1);
  });
});
