import { defineCheck, type FindingOf, notApplicable } from '../../check.ts';
import { atComponent, finding } from '../finding.ts';

/** Documented: code signing. The vendor's sample asks for e-mail protection instead, which `nuget sign` refuses. */
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
  title: 'the signing certificate is in date and made for code signing',
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
    const args = {
      component: component.name,
      subject: certificate.subject,
      notBefore: certificate.notBefore,
      notAfter: certificate.notAfter,
      days,
    };
    const found: FindingOf<Emits>[] = [];
    if (Date.parse(certificate.notAfter) < now.getTime()) found.push(finding('certificate-expired', where, { args }));
    else if (days < soonDays) found.push(finding('certificate-expires-soon', where, { args }));
    if (Date.parse(certificate.notBefore) > now.getTime()) {
      found.push(finding('certificate-not-yet-valid', where, { args }));
    }
    if (certificate.selfSigned && environment.type === 'Production') {
      found.push(finding('certificate-self-signed-production', where, { args }));
    }
    const usages = certificate.extendedKeyUsage;
    if (usages !== null && !usages.includes(codeSigning)) {
      found.push(finding('certificate-eku', where, { args, expected: codeSigning, actual: usages.join(', ') }));
    }
    return found;
  },
});
