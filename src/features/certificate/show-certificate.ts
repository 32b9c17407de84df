/** `certificate show`. */
import { problemText, signingSentence } from '../../catalog/signing.ts';
import { PpmiError } from '../../domain/errors.ts';
import type { Certificate } from '../../domain/signed-file/model.ts';
import { signingVerdict } from '../../domain/signed-file/signing-verdict.ts';
import { fileFault } from '../../domain/signed-file/verdict.ts';
import { certificateJson } from '../../render/json/certificate.ts';
import type { Outcome } from '../../render/outcome.ts';
import { type CertificateShow, certificateShowText } from '../../render/text/certificate.ts';
import { fileExit } from '../../report/exit-codes.ts';
import type { CommandContext } from '../../session/command-context.ts';
import type { SessionFlags } from '../../session/session.ts';
import { signedFileJson } from './signed-file-json.ts';
import { openSignedFile, type SignedFileSource } from './signed-file-source.ts';

export async function showCertificate(
  context: CommandContext,
  file: string | undefined,
  flags: SessionFlags & { readonly details: boolean },
): Promise<Outcome<CertificateShow>> {
  const source = await openSignedFile(context, file, flags);
  const now = new Date();
  const result = {
    ...(await signedFileJson(source, context.shell)),
    chain: source.file.chain.map(certificateJson),
    verdict: verdictJson(source.file.certificate, now),
    details: flags.details ? await detailsOf(source) : null,
  };
  return {
    result,
    exitCode: fileExit(fileFault(source.file)),
    text: (shown, style) => certificateShowText(shown, style, now),
  };
}

function verdictJson(certificate: Certificate | null, now: Date): CertificateShow['verdict'] {
  if (certificate === null) return null;
  const verdict = signingVerdict(certificate, now);
  const problems = verdict.problems.map((problem) => ({ ...problem, message: problemText(problem, verdict) }));
  return { ...verdict, problems, message: signingSentence(verdict) };
}

async function detailsOf({ file: { certificate }, where }: SignedFileSource): Promise<string | null> {
  if (certificate === null) return null;
  const [{ wholeText }, { Malformed }] = await Promise.all([
    import('../../domain/signed-file/whole-text.ts'),
    import('../../domain/signed-file/unreadable.ts'),
  ]);
  try {
    return await wholeText(certificate.der);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    throw new PpmiError(error.id, { file: where.name ?? '', detail: error.message }, { cause: error });
  }
}
