import { quoted } from '../../domain/harmless-text.ts';
import { defineRepair } from '../repair.ts';
import { bindStep } from './bind.ts';

export default defineRepair({
  id: 'bind-component',
  repairs: ['binding-missing', 'binding-assembly-of-package'],
  needs: ['environment', 'component', 'components', 'identity'],
  plan(finding, { environment, component, components, identity: { record } }, choices) {
    if (record === null) return { reason: 'no record to bind to was found' };
    const { applicationId, name } = record;
    const others = components.filter(
      ({ id, managedIdentityId, packageId }) =>
        id !== component.id && packageId !== component.id && managedIdentityId === record.id,
    );
    // The application of other plug-ins, which only its owner lets this one use.
    if (others.length > 0 && choices.applicationId?.toLowerCase() !== applicationId?.toLowerCase()) {
      const what = `the application that ${quoted(component.name)} acts as`;
      return { choice: { what, flag: '--application-id', candidates: [`${applicationId} (record ${quoted(name)})`] } };
    }
    return { steps: [bindStep(environment, component, record, finding.name)] };
  },
});
