import { quoted } from '../../domain/harmless-text.ts';
import { createRecord } from '../record-steps.ts';
import { defineRepair } from '../repair.ts';
import { bindStep } from './bind.ts';

export default defineRepair({
  id: 'create-record',
  repairs: ['record-missing'],
  needs: ['environment', 'component', 'identity', 'records'],
  plan(finding, { environment, component, identity, records }, choices) {
    if (choices.applicationId === null) {
      const known = identity.candidates.length > 0 ? identity.candidates : records;
      const candidates = known.flatMap((record) =>
        record.applicationId === null ? [] : [`${record.applicationId} (record ${quoted(record.name)})`],
      );
      const what = 'the client ID of the application or user-assigned managed identity that the plug-in acts as';
      return { choice: { what, flag: '--application-id', candidates } };
    }
    const record = { id: choices.newRecordId, name: component.name };
    const create = createRecord(
      environment,
      { ...record, applicationId: choices.applicationId, version: 2 },
      { stepId: `create-record:${component.id}`, repairs: finding.name },
    );
    return { steps: [create, bindStep(environment, component, record, finding.name)] };
  },
});
