import { defineRepair } from '../repair.ts';
import { bindStep } from './bind.ts';

/**
 * With another record, the plug-in acts as another application, and only its owner knows whether it should. The plan
 * therefore requires the client ID; confirming the plan is not enough.
 */
export default defineRepair({
  id: 'bind-other-record',
  repairs: ['binding-other-record'],
  needs: ['environment', 'component', 'identity', 'records'],
  plan(finding, { environment, component, identity, records }, choices) {
    const { remedy } = finding;
    if (remedy?.action !== 'bind-record') return { reason: 'the right record is not known' };
    const right = records.find((record) => record.id === remedy.recordId);
    if (right === undefined || identity.record === null) return { reason: 'the right record no longer exists' };
    const chosen = choices.applicationId?.toLowerCase() ?? null;
    const [own, other] = [identity.record, right].map(({ applicationId }) => applicationId?.toLowerCase() ?? null);
    if (chosen !== null && chosen === other) {
      return { steps: [bindStep(environment, component, right, finding.name, identity.record)] };
    }
    if (chosen !== null && chosen === own) return { reason: 'the application of the bound record was chosen' };
    const candidates = [right, identity.record].flatMap(({ applicationId, name }) =>
      applicationId === null ? [] : [`${applicationId} (record ${name})`],
    );
    return { choice: { what: `the application that ${component.name} acts as`, flag: '--application-id', candidates } };
  },
});
