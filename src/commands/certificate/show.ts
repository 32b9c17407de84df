import * as Args from '@oclif/core/args';
import { BaseCommand } from '../../cli/base-command.ts';
import { passwordFlags } from '../../cli/flags.ts';
import { exitCodeOf, signedFile } from '../../cli/signed-file.ts';
import { certificateJson } from '../../render/certificate-json.ts';
import { certificateShowText, type CertificateShow as Result } from '../../render/certificate-text.ts';

export default class CertificateShow extends BaseCommand {
  static override summary = 'show who signed a plug-in assembly or package, or what a certificate file holds';
  static override description = 'Exit code 1: the file is not signed, or was changed after it was signed.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> MyPlugin.dll',
    '<%= config.bin %> <%= command.id %> signing.pfx --password-file password.txt',
  ];
  static override args = {
    file: Args.string({
      description: 'assembly, package, or certificate as DER, PEM, PKCS #7 or PFX; - for standard input',
      required: true,
      ignoreStdin: true,
    }),
  };
  static override flags = { ...passwordFlags };

  async run(): Promise<Result> {
    const { args, flags } = await this.parse(CertificateShow);
    const file = await signedFile(args.file, flags);
    const result = {
      certificate: file.certificate && certificateJson(file.certificate),
      signature: file.signature,
      chain: file.chain.map(certificateJson),
    };
    return this.finish(result, exitCodeOf(file), (style) => certificateShowText(result, file.unsigned, style));
  }
}
