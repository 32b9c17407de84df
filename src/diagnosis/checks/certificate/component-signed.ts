import { unsignedFile } from '../../../domain/signed-file/verdict.ts';
import { defineCheck } from '../../check.ts';
import { atComponent, finding } from '../finding.ts';

export default defineCheck({
  id: 'certificate/component-signed',
  title: 'the registered component carries a signature with a certificate',
  needs: ['component', 'registeredFile'],
  emits: ['assembly-unsigned', 'assembly-strong-name-only', 'package-unsigned'],
  run({ component, registeredFile }) {
    if (registeredFile === null) return { inconclusive: 'Dataverse returned no content for this component' };
    const unsigned = unsignedFile(registeredFile, component.type);
    if (unsigned === null) return [];
    const args = { component: component.name, ...unsigned.args };
    return [finding(unsigned.name, atComponent(component), { args })];
  },
});
