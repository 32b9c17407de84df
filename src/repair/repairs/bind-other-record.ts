import { defineRepair } from '../repair.ts';
import { bindStep } from './bind.ts';

export default defineRepair({
  id: 'bind-other-record',
  repairs: ['binding-other-record'],
  needs: ['environment', 'component', 'identity', 'records'],
  plan(finding, { environment, component, identity, records }) {
    const { remedy } = finding;
    if (remedy?.action !== 'bind-record') return { reason: 'the right record is not known' };
    const right = records.find((record) => record.id === remedy.recordId);
    if (right === undefined || identity.record === null) return { reason: 'the right record no longer exists' };
    return { steps: [bindStep(environment, component, right, finding.name, identity.record)] };
  },
});
