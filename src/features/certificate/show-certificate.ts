/** `certificate show`. */
import { PpmiError } from '../../domain/errors.ts';
import { certificateJson } from '../../render/json/certificate.ts';
import type { Outcome } from '../../render/outcome.ts';
import { type CertificateShow, certificateShowText } from '../../render/text/certificate.ts';
import type { CommandContext } from '../../session/command-context.ts';
import type { SessionFlags } from '../../session/session.ts';
import { signedFileJson } from './signed-file-json.ts';
import { openSignedFile, type SignedFileSource, signedFileExit } from './signed-file-source.ts';

export async function showCertificate(
  context: CommandContext,
  file: string | undefined,
  flags: SessionFlags & { readonly details: boolean },
): Promise<Outcome<CertificateShow>> {
  const source = await openSignedFile(context, file, flags);
  const result = {
    ...(await signedFileJson(source, context.shell)),
    chain: source.file.chain.map(certificateJson),
    details: flags.details ? await detailsOf(source) : null,
  };
  return {
    result,
    exitCode: signedFileExit(source.file),
    text: (shown, style) => certificateShowText(shown, style, new Date()),
  };
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
