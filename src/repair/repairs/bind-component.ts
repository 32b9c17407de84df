import { defineRepair } from '../repair.ts';
import { bindStep } from './bind.ts';

export default defineRepair({
  id: 'bind-component',
  repairs: ['binding-missing', 'binding-assembly-of-package'],
  needs: ['environment', 'component', 'identity'],
  plan(finding, { environment, component, identity }) {
    if (identity.record === null) return { reason: 'no record to bind to was found' };
    return { steps: [bindStep(environment, component, identity.record, finding.name)] };
  },
});
