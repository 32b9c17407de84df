import * as Args from '@oclif/core/args';
import { BaseCommand } from '../../cli/base-command.ts';
import { expectedTrusts } from '../../cli/expected-trusts.ts';
import { passwordFlags, requiredTrustFlags, targetFlags } from '../../cli/flags.ts';
import { exitCodeOf, signedFile } from '../../cli/signed-file.ts';
import { certificateJson } from '../../render/certificate-json.ts';
import { type SubjectShow as Result, subjectText } from '../../render/trust-text.ts';

export default class SubjectShow extends BaseCommand {
  static override summary = 'show issuer, subject and audience that the platform presents for a signed file';
  static override description =
    'Everything is computed from the file; nothing is contacted. Exit code 1: the file is not signed, or was changed after it was signed.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> MyPlugin.dll --tenant 7d1e4a52-1f7b-4a52-9d0b-2f4f6a1c7d21 --environment-id 0f8c5c5e-8d38-e5b3-9bb7-1b1a0d6c4e77',
  ];
  static override args = {
    file: Args.string({
      description: 'assembly, package, or certificate as DER, PEM, PKCS #7 or PFX; - for standard input',
      required: true,
      ignoreStdin: true,
    }),
  };
  static override flags = {
    ...requiredTrustFlags,
    'component-type': targetFlags['component-type'],
    ...passwordFlags,
  };

  async run(): Promise<Result> {
    const { args, flags } = await this.parse(SubjectShow);
    const file = await signedFile(args.file, flags);
    const trusts = await expectedTrusts(file, flags);
    const wanted = flags['trust-version'];
    const result = {
      trusts: trusts.filter(({ version }) => wanted === undefined || String(version) === wanted),
      certificate: file.certificate && certificateJson(file.certificate),
      signature: file.signature,
    };
    return this.finish(result, exitCodeOf(file), (style) => subjectText(result, file.unsigned, style));
  }
}
