import type { EnvironmentFact, IdentityRecord } from '../../domain/facts.ts';
import type { FindingName } from '../../domain/findings.ts';
import { quoted } from '../../domain/harmless-text.ts';
import { defineRepair } from '../repair.ts';
import { patchRecord } from '../requests.ts';

interface Change {
  readonly says: string;
  readonly body: Record<string, unknown>;
  readonly was: Record<string, unknown>;
}

const changes: Partial<Record<FindingName, (record: IdentityRecord, environment: EnvironmentFact) => Change>> = {
  'record-credential-source': (record) => ({
    says: `Set credentialsource of ${quoted(record.name)} to 2 (IsManaged)`,
    body: { credentialsource: 2 },
    was: { credentialsource: record.credentialSource },
  }),
  'record-inactive': (record) => ({
    says: `Activate the record ${quoted(record.name)}`,
    body: { statecode: 0, statuscode: 1 },
    was: { statecode: 1, statuscode: 2 },
  }),
  'record-tenant-missing': tenant,
  'record-tenant-other': tenant,
};

function tenant(record: IdentityRecord, environment: EnvironmentFact): Change {
  return {
    says: `Set tenantid of ${quoted(record.name)} to ${environment.tenantId}`,
    body: { tenantid: environment.tenantId },
    was: { tenantid: record.tenantId },
  };
}

export default defineRepair({
  id: 'patch-record',
  repairs: ['record-credential-source', 'record-inactive', 'record-tenant-missing', 'record-tenant-other'],
  needs: ['environment', 'identity'],
  plan(finding, { environment, identity: { record } }) {
    const change = changes[finding.name];
    if (record === null || change === undefined) return { reason: 'there is no record to change' };
    return { steps: [patchRecord(environment, record, { ...change(record, environment), repairs: finding.name })] };
  },
});
