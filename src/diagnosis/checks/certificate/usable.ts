import { type Finding, finding } from '../../../domain/findings.ts';
import { defineCheck, notApplicable } from '../../check.ts';
import { atComponent } from '../../where.ts';

/** Documented: code signing. The vendor's sample uses email protection instead, which `nuget sign` refuses. */
const codeSigning = '1.3.6.1.5.5.7.3.3';
const soonDays = 30;
const day = 24 * 60 * 60 * 1000;

type Emits =
  | 'certificate-expired'
  | 'certificate-not-yet-valid'
  | 'certificate-expires-soon'
  | 'certificate-self-signed-production'
  | 'certificate-eku';

export default defineCheck({
  id: 'certificate/usable',
  title: 'the signing certificate is valid now and is for code signing',
  needs: ['component', 'environment', 'registeredFile', 'now'],
  emits: [
    'certificate-expired',
    'certificate-not-yet-valid',
    'certificate-expires-soon',
    'certificate-self-signed-production',
    'certificate-eku',
  ],
  run({ component, environment, registeredFile, now }) {
    const certificate = registeredFile?.certificate ?? null;
    if (certificate === null) return notApplicable;
    const where = atComponent(component);
    const days = Math.floor((Date.parse(certificate.notAfter) - now.getTime()) / day);
    const args = { component: component.name };
    const { notBefore, notAfter } = certificate;
    const found: Finding<Emits>[] = [];
    if (Date.parse(notAfter) < now.getTime()) {
      found.push(finding('certificate-expired', where, { ...args, notAfter }));
    } else if (days < soonDays) {
      found.push(finding('certificate-expires-soon', where, { ...args, notAfter, days }));
    }
    if (Date.parse(notBefore) > now.getTime()) {
      found.push(finding('certificate-not-yet-valid', where, { ...args, notBefore }));
    }
    if (certificate.selfSigned && environment.type === 'Production') {
      found.push(finding('certificate-self-signed-production', where, args));
    }
    const usages = certificate.extendedKeyUsage;
    if (usages !== null && !usages.includes(codeSigning)) {
      found.push(finding('certificate-eku', where, args, { expected: codeSigning, actual: usages.join(', ') }));
    }
    return found;
  },
});
