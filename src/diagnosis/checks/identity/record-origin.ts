import { finding } from '../../../domain/findings.ts';
import { parseSubject } from '../../../domain/trust/subject/parse.ts';
import { defineCheck, notApplicable } from '../../check.ts';
import { atRecord } from '../../where.ts';

/**
 * A managed solution contains the record of the environment where it was built. Its application trusts that other
 * environment and not this one. (Seen in the field; services.md §5.6.)
 */
export default defineCheck({
  id: 'identity/record-origin',
  title: 'the record was not imported from another environment with a managed solution',
  needs: ['environment', 'identity', 'applications', 'federatedCredentials'],
  emits: ['record-imported-from-dev'],
  run({ environment, identity: { record }, applications, federatedCredentials }) {
    if (record === null || federatedCredentials === null) return notApplicable;
    if (!record.managed) return [];
    const environments = federatedCredentials.credentials.flatMap(({ subject }) => {
      const id = subject === null ? null : parseSubject(subject).environmentId;
      return id === null ? [] : [id.toLowerCase()];
    });
    if (environments.length === 0 || environments.includes(environment.environmentId.toLowerCase())) return [];
    const args = { record: record.name, application: applications.application?.displayName ?? record.applicationId };
    const values = { expected: environment.environmentId, actual: environments[0] ?? null };
    return [finding('record-imported-from-dev', atRecord(record), args, values)];
  },
});
