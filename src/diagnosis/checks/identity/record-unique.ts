import { defineCheck, notApplicable } from '../../check.ts';
import { atRecord, finding } from '../finding.ts';

export default defineCheck({
  id: 'identity/record-unique',
  title: 'no unbound record names the same application',
  needs: ['components', 'records', 'identity'],
  emits: ['record-duplicate'],
  run({ components, records, identity: { record } }) {
    if (record === null || record.applicationId === null) return notApplicable;
    const bound = new Set(components.map((row) => row.managedIdentityId));
    const twin = records.find(
      (other) => other.id !== record.id && other.applicationId === record.applicationId && !bound.has(other.id),
    );
    if (twin === undefined) return [];
    const args = { record: record.name, recordId: record.id, other: twin.name, otherRecordId: twin.id };
    return [finding('record-duplicate', atRecord(twin), { args: { ...args, applicationId: record.applicationId } })];
  },
});
