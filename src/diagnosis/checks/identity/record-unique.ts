import { finding } from '../../../domain/findings.ts';
import { defineCheck, notApplicable } from '../../check.ts';
import { atRecord } from '../../where.ts';

export default defineCheck({
  id: 'identity/record-unique',
  title: 'no unbound record names the same application',
  needs: ['components', 'records', 'identity'],
  emits: ['record-duplicate'],
  run({ components, records, identity: { record } }) {
    if (record === null || record.applicationId === null) return notApplicable;
    const bound = new Set(components.map((row) => row.managedIdentityId));
    // A deactivated one was retired on purpose, unless the bound one is deactivated, too.
    const duplicate = records.find(
      (other) =>
        other.id !== record.id &&
        other.applicationId?.toLowerCase() === record.applicationId?.toLowerCase() &&
        (other.active || !record.active) &&
        !bound.has(other.id),
    );
    if (duplicate === undefined) return [];
    return [finding('record-duplicate', atRecord(duplicate), { record: record.name, other: duplicate.name })];
  },
});
