import { finding } from '../../../domain/findings.ts';
import { signatureIsBroken } from '../../../domain/signed-file/verdict.ts';
import { defineCheck, notApplicable } from '../../check.ts';
import { atComponent } from '../../where.ts';

export default defineCheck({
  id: 'certificate/signature-intact',
  title: 'the registered component was not changed after signing',
  needs: ['component', 'registeredFile'],
  emits: ['signature-broken', 'signature-sha1', 'signature-several'],
  run({ component, registeredFile }) {
    if (registeredFile === null || registeredFile.certificate === null) return notApplicable;
    const where = atComponent(component);
    const { signature, otherSigners } = registeredFile;
    const args = { component: component.name };
    const several = {
      ...args,
      signer: registeredFile.certificate.subject,
      others: otherSigners.map((certificate) => certificate.subject),
    };
    return [
      ...(signatureIsBroken(registeredFile) ? [finding('signature-broken', where, args)] : []),
      ...(otherSigners.length > 0 ? [finding('signature-several', where, several)] : []),
      ...(signature.digest === 'sha1' ? [finding('signature-sha1', where, args)] : []),
    ];
  },
});
