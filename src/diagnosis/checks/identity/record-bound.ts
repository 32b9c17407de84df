import { defineCheck } from '../../check.ts';
import { atComponent, finding } from '../finding.ts';

export default defineCheck({
  id: 'identity/record-bound',
  title: 'the component is bound to a managed identity record',
  needs: ['component', 'components', 'identity'],
  emits: ['record-missing', 'binding-missing', 'binding-assembly-of-package'],
  run({ component, components, identity }) {
    if (identity.state === 'bound') return [];
    const where = atComponent(component);
    const assembly = components.find((row) => row.packageId === component.id && row.managedIdentityId !== null);
    if (identity.state === 'fits' && assembly !== undefined) {
      const args = { component: component.name, assembly: assembly.name, record: identity.record.name };
      return [finding('binding-assembly-of-package', where, { args })];
    }
    if (identity.state === 'fits') {
      const args = { component: component.name, record: identity.record.name, recordId: identity.record.id };
      return [finding('binding-missing', where, { args })];
    }
    const candidates = identity.candidates.map((record) => `${record.name} (${record.id})`).join(', ');
    return [finding('record-missing', where, { args: { component: component.name, candidates: candidates || null } })];
  },
});
