import { defineRepair } from '../repair.ts';
import { recordsUrl } from '../requests.ts';
import { bindStep } from './bind.ts';

export default defineRepair({
  id: 'create-record',
  repairs: ['record-missing'],
  needs: ['environment', 'component', 'identity', 'records'],
  plan(finding, { environment, component, identity, records }, choices) {
    if (choices.applicationId === null) {
      const known = identity.candidates.length > 0 ? identity.candidates : records;
      const candidates = known.flatMap((record) =>
        record.applicationId === null ? [] : [`${record.applicationId} (record ${record.name})`],
      );
      const what = 'the client ID of the application or user-assigned managed identity that the plug-in acts as';
      return { choice: { what, flag: '--application-id', candidates } };
    }
    const record = { id: choices.newRecordId, name: component.name };
    const url = recordsUrl(environment);
    const create = {
      id: `create-record:${component.id}`,
      says: `Create a managed identity record for application ${choices.applicationId}`,
      risk: 'safe' as const,
      request: {
        system: 'dataverse' as const,
        method: 'POST' as const,
        url,
        // Values of the documented sample; `name` is added because the column is application-required (inferred).
        body: {
          managedidentityid: record.id,
          name: record.name,
          applicationid: choices.applicationId,
          tenantid: environment.tenantId,
          credentialsource: 2,
          subjectscope: 1,
          version: 2,
        },
      },
      undo: { system: 'dataverse' as const, method: 'DELETE' as const, url: `${url}(${record.id})`, body: null },
      repairs: finding.name,
    };
    return { steps: [create, bindStep(environment, component, record, finding.name)] };
  },
});
