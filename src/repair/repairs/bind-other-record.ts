import { defineRepair } from '../repair.ts';
import { bindStep } from './bind.ts';

export default defineRepair({
  id: 'bind-other-record',
  repairs: ['binding-other-record'],
  needs: ['environment', 'component', 'identity', 'records'],
  plan(finding, { environment, component, identity, records }) {
    const right = records.find((record) => record.id === finding.args.otherRecordId);
    if (right === undefined || identity.record === null) return { reason: 'the right record is not there any more' };
    return { steps: [bindStep(environment, component, right, finding.name, identity.record)] };
  },
});
