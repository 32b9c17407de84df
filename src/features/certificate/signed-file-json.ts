/** The output that `certificate show` and `subject show` share. */
import type { ShellTarget } from '../../domain/shell/command-line.ts';
import { fileFault } from '../../domain/signed-file/verdict.ts';
import { certificateJson } from '../../render/json/certificate.ts';
import type { CertificateShow } from '../../render/text/certificate.ts';
import type { SignedFileSource } from './signed-file-source.ts';

export async function signedFileJson(
  { file, where, emulated }: SignedFileSource,
  shell: ShellTarget,
): Promise<Omit<CertificateShow, 'chain' | 'details' | 'verdict'>> {
  return {
    certificate: file.certificate && certificateJson(file.certificate),
    signature: file.signature,
    kind: file.kind,
    otherSigners: file.otherSigners.map(certificateJson),
    unsigned: file.unsigned,
    signedByRepository: file.signedByRepository,
    findings: await findingsOf(file, where, shell),
    emulated,
  };
}

/** Loads the catalog only for a file with a problem. */
async function findingsOf(
  file: SignedFileSource['file'],
  where: SignedFileSource['where'],
  shell: ShellTarget,
): Promise<CertificateShow['findings']> {
  const fault = fileFault(file, where);
  if (fault === null) return [];
  const [{ presentFinding }, { unknownContext }] = await Promise.all([
    import('../../catalog/finding.ts'),
    import('../../catalog/printer.ts'),
  ]);
  return [presentFinding(fault, unknownContext(shell))];
}
