import { quoted } from '../../domain/harmless-text.ts';
import { defineRepair } from '../repair.ts';
import { patchRecord } from '../requests.ts';

export default defineRepair({
  id: 'correct-application',
  repairs: ['record-application-is-object-id'],
  needs: ['environment', 'identity', 'applications'],
  plan(finding, { environment, identity: { record }, applications: { byObjectId } }) {
    if (record === null || byObjectId === null) return { reason: 'no application has this object ID' };
    const change = {
      says: `Set applicationid of ${quoted(record.name)} to the client ID of ${quoted(byObjectId.displayName)}`,
      body: { applicationid: byObjectId.appId },
      was: { applicationid: record.applicationId },
      repairs: finding.name,
    };
    return { steps: [patchRecord(environment, record, change)] };
  },
});
