import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { BaseCommand } from '../../cli/base-command.ts';
import { componentFlags, connectionFlags, signInFlags, trustFlags } from '../../cli/flags.ts';
import { PpmiError } from '../../domain/errors.ts';
import { signedFileJson } from '../../features/certificate/signed-file-json.ts';
import { exitCodeOf, openSignedFile, type SignedFileSource } from '../../features/certificate/signed-file-source.ts';
import { certificateJson } from '../../render/json/certificate.ts';
import { certificateShowText, type CertificateShow as Result } from '../../render/text/certificate.ts';

export default class CertificateShow extends BaseCommand {
  static override summary = 'show who signed a plug-in assembly or package, or what a certificate file holds';
  static override description =
    'Without FILE, what is registered in an environment. Exit code 1: it is not signed, or was changed after it was signed.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> MyPlugin.dll',
    '<%= config.bin %> <%= command.id %> signing.pfx --password-file password.txt',
    '<%= config.bin %> <%= command.id %> --emulate signature-several',
  ];
  static override args = {
    file: Args.string({
      description: 'assembly, package, or certificate as DER, PEM, PKCS #7 or PFX; base64 too; - for standard input',
      ignoreStdin: true,
    }),
  };
  static override flags = {
    details: Flags.boolean({ summary: 'everything that the certificate holds, all extensions included' }),
    ...componentFlags,
    cloud: trustFlags.cloud,
    ...signInFlags,
    ...connectionFlags,
  };

  async run(): Promise<Result> {
    const { args, flags } = await this.parse(CertificateShow);
    const shown = await openSignedFile(args.file, flags, this.prompt);
    const result = {
      ...(await signedFileJson(shown)),
      chain: shown.file.chain.map(certificateJson),
      details: flags.details ? await detailsOf(shown) : null,
    };
    return this.finish(result, exitCodeOf(shown.file), (style) => certificateShowText(result, style, new Date()));
  }
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
