import { finding } from '../../../domain/findings.ts';
import { quoted } from '../../../domain/harmless-text.ts';
import { defineCheck } from '../../check.ts';
import { atComponent } from '../../where.ts';

export default defineCheck({
  id: 'identity/record-bound',
  title: 'the component is bound to a managed identity record',
  needs: ['component', 'components', 'identity'],
  emits: ['record-missing', 'binding-missing', 'binding-assembly-of-package'],
  run({ component, components, identity }) {
    if (identity.state === 'bound') return [];
    const where = atComponent(component);
    const assembly = components.find((row) => row.packageId === component.id && row.managedIdentityId !== null);
    const args = { component: component.name };
    if (identity.state === 'missing') {
      const candidates = identity.candidates.map((record) => `${quoted(record.name)} (${record.id})`);
      return [finding('record-missing', where, { ...args, candidates })];
    }
    const { id, name: record } = identity.record;
    const sharedWith = components.filter((row) => row.managedIdentityId === id).map(({ name }) => name);
    return assembly === undefined
      ? [finding('binding-missing', where, { ...args, record, sharedWith })]
      : [finding('binding-assembly-of-package', where, { ...args, assembly: assembly.name })];
  },
});
