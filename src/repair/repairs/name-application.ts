import { quoted } from '../../domain/harmless-text.ts';
import { defineRepair } from '../repair.ts';
import { patchRecord } from '../requests.ts';

/** The record names an application that cannot be correct; the user must choose the right one. */
export default defineRepair({
  id: 'name-application',
  repairs: ['record-imported-from-dev', 'record-application-unknown'],
  needs: ['environment', 'identity', 'records'],
  plan(finding, { environment, identity: { record }, records }, choices) {
    if (record === null) return { reason: 'there is no record to change' };
    if (choices.applicationId === null) {
      const candidates = records.flatMap((other) =>
        other.applicationId === null || other.applicationId === record.applicationId
          ? []
          : [`${other.applicationId} (record ${quoted(other.name)})`],
      );
      return { choice: { what: 'the client ID for this record', flag: '--application-id', candidates } };
    }
    if (choices.applicationId === record.applicationId) return { reason: 'the record already names that application' };
    const change = {
      says: `Set applicationid of ${quoted(record.name)} to ${choices.applicationId}`,
      body: { applicationid: choices.applicationId },
      was: { applicationid: record.applicationId },
      repairs: finding.name,
    };
    return { steps: [patchRecord(environment, record, change)] };
  },
});
