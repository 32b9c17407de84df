import { signatureIsBroken } from '../../../domain/signed-file/verdict.ts';
import { defineCheck, notApplicable } from '../../check.ts';
import { atComponent, finding } from '../finding.ts';

export default defineCheck({
  id: 'certificate/signature-intact',
  title: 'the registered component was not changed after signing',
  needs: ['component', 'registeredFile'],
  emits: ['signature-broken', 'signature-sha1', 'signature-several'],
  run({ component, registeredFile }) {
    if (registeredFile === null || registeredFile.certificate === null) return notApplicable;
    const where = atComponent(component);
    const { signature, otherSigners } = registeredFile;
    const args = { component: component.name, digest: signature.digest };
    const others = otherSigners.map((certificate) => certificate.subject).join('; ');
    return [
      ...(signatureIsBroken(registeredFile) ? [finding('signature-broken', where, { args })] : []),
      ...(otherSigners.length > 0
        ? [
            finding('signature-several', where, {
              args: { ...args, signer: registeredFile.certificate.subject, others },
            }),
          ]
        : []),
      ...(signature.digest === 'sha1' ? [finding('signature-sha1', where, { args })] : []),
    ];
  },
});
