import { type Finding, finding } from '../../../domain/findings.ts';
import { environmentScope } from '../../../domain/trust/record-scope.ts';
import { defineCheck, notApplicable } from '../../check.ts';
import { atRecord } from '../../where.ts';

/** `IsManaged`, for application registrations and user-assigned identities alike. Documented. */
const managed = 2;

type Emits =
  | 'record-inactive'
  | 'record-credential-source'
  | 'record-subject-scope'
  | 'record-tenant-missing'
  | 'record-tenant-other';

export default defineCheck({
  id: 'identity/record-settings',
  title: 'the managed identity record is active and has the values that the platform requires',
  needs: ['identity', 'environment'],
  uses: ['directory'],
  emits: [
    'record-inactive',
    'record-credential-source',
    'record-subject-scope',
    'record-tenant-missing',
    'record-tenant-other',
  ],
  run({ identity: { record }, environment }, { directory }) {
    if (record === null) return notApplicable;
    const where = atRecord(record);
    const found: Finding<Emits>[] = [];
    const compare = (name: Emits, expected: string | number, actual: string | number | null) => {
      if (expected === actual) return;
      const values = { expected: String(expected), actual: actual === null ? '(empty)' : String(actual) };
      found.push(finding(name, where, { record: record.name }, values));
    };
    compare('record-inactive', 'Active', record.active ? 'Active' : 'Inactive');
    compare('record-credential-source', managed, record.credentialSource);
    compare('record-subject-scope', environmentScope, record.subjectScope);
    const tenant = record.tenantId?.toLowerCase() ?? null;
    // The tenant of the application, in an environment of another one: `identity/environment-tenant` says so.
    const tenantOfDirectory = directory?.ok ? directory.value.tenantId?.toLowerCase() : undefined;
    if (tenant !== null && tenant === tenantOfDirectory) return found;
    compare(
      tenant === null ? 'record-tenant-missing' : 'record-tenant-other',
      environment.tenantId.toLowerCase(),
      tenant,
    );
    return found;
  },
});
