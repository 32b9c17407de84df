/** What `certificate show` and `subject show` tell of a file alike. */
import { fileFault } from '../../domain/signed-file/verdict.ts';
import { certificateJson } from '../../render/json/certificate.ts';
import type { CertificateShow } from '../../render/text/certificate.ts';
import type { SignedFileSource } from './signed-file-source.ts';

export async function signedFileJson({
  file,
  where,
  emulated,
}: SignedFileSource): Promise<Omit<CertificateShow, 'chain' | 'details'>> {
  return {
    certificate: file.certificate && certificateJson(file.certificate),
    signature: file.signature,
    kind: file.kind,
    otherSigners: file.otherSigners.map(certificateJson),
    unsigned: file.unsigned,
    signedByRepository: file.signedByRepository,
    findings: await findingsOf(file, where),
    emulated,
  };
}

/** The catalogue is loaded only for a file that something is wrong with. */
async function findingsOf(
  file: SignedFileSource['file'],
  where: SignedFileSource['where'],
): Promise<CertificateShow['findings']> {
  const fault = fileFault(file, where);
  if (fault === null) return [];
  const { presentFinding } = await import('../../catalog/finding.ts');
  return [presentFinding(fault)];
}
