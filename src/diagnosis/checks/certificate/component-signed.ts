import { defineCheck } from '../../check.ts';
import { atComponent, finding } from '../finding.ts';

export default defineCheck({
  id: 'certificate/component-signed',
  title: 'the registered component carries a signature with a certificate',
  needs: ['component', 'registeredFile'],
  emits: ['assembly-unsigned', 'assembly-strong-name-only', 'package-unsigned'],
  run({ component, registeredFile }) {
    if (registeredFile === null) return { inconclusive: 'Dataverse returned no content for this component' };
    if (registeredFile.certificate !== null) return [];
    const where = atComponent(component);
    const args = {
      component: component.name,
      signedDllInside: registeredFile.unsigned === 'signed-dll-inside' ? 'yes' : null,
      repository: registeredFile.signedByRepository,
    };
    if (component.type === 'package') return [finding('package-unsigned', where, { args })];
    if (registeredFile.unsigned === 'strong-name-only') return [finding('assembly-strong-name-only', where, { args })];
    return [finding('assembly-unsigned', where, { args })];
  },
});
