import { unsignedFile } from '../../../domain/signed-file/verdict.ts';
import { defineCheck } from '../../check.ts';
import { atComponent } from '../../where.ts';

export default defineCheck({
  id: 'certificate/component-signed',
  title: 'the registered component has a signature with a certificate',
  needs: ['component', 'registeredFile'],
  emits: ['assembly-unsigned', 'assembly-strong-name-only', 'package-unsigned'],
  run({ component, registeredFile }) {
    if (registeredFile === null)
      return { inconclusive: 'Dataverse returned no content for this component', fact: 'registeredFile' };
    const unsigned = unsignedFile(registeredFile, atComponent(component), component.type);
    return unsigned === null ? [] : [unsigned];
  },
});
