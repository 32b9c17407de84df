import * as Args from '@oclif/core/args';
import { BaseCommand } from '../../cli/base-command.ts';
import { componentFlags, connectionFlags, signInFlags, trustFlags } from '../../cli/flags.ts';
import { PpmiError } from '../../domain/errors.ts';
import { signedFileJson } from '../../features/certificate/signed-file-json.ts';
import { exitCodeOf, openSignedFile } from '../../features/certificate/signed-file-source.ts';
import { expectedTrusts, type TrustPlace } from '../../features/subject/expected-trusts.ts';
import { type SubjectShow as Result, subjectText } from '../../render/text/trust.ts';

export default class SubjectShow extends BaseCommand {
  static override summary = 'show issuer, subject and audience that the platform presents for a signed file';
  static override description =
    'With FILE everything is computed and nothing is contacted. Without it, what is registered in an environment is read. Exit code 1: it is not signed, or was changed after it was signed.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> MyPlugin.dll --tenant 7d1e4a52-1f7b-4a52-9d0b-2f4f6a1c7d21 --environment-id 0f8c5c5e-8d38-e5b3-9bb7-1b1a0d6c4e77',
    '<%= config.bin %> <%= command.id %> --emulate healthy-v2-issued',
  ];
  static override args = {
    file: Args.string({
      description: 'assembly, package, or certificate as DER, PEM, PKCS #7 or PFX; base64 too; - for standard input',
      ignoreStdin: true,
    }),
  };
  static override flags = {
    ...trustFlags,
    ...componentFlags,
    ...signInFlags,
    ...connectionFlags,
  };

  async run(): Promise<Result> {
    const { args, flags } = await this.parse(SubjectShow);
    const told = placeOf(args.file, flags);
    const shown = await openSignedFile(args.file, flags, this.prompt);
    const place = told ?? shown.place;
    const trusts = place === null ? [] : await expectedTrusts(shown.file, place);
    const wanted = flags['trust-version'];
    const result = {
      trusts: trusts.filter(({ version }) => wanted === undefined || String(version) === wanted),
      ...(await signedFileJson(shown)),
    };
    return this.finish(result, exitCodeOf(shown.file), (style) => subjectText(result, style, new Date()));
  }
}

type PlaceFlags = { readonly [Flag in keyof TrustPlace]?: TrustPlace[Flag] | undefined };

/** A file does not tell where it will be registered; an environment tells itself what it is. */
function placeOf(file: string | undefined, flags: PlaceFlags): TrustPlace | null {
  const { tenant, 'environment-id': environmentId } = flags;
  if (file === undefined) {
    if (tenant === undefined && environmentId === undefined) return null;
    throw new PpmiError('usage', { detail: '--tenant and --environment-id are for a file; name the file' });
  }
  if (tenant === undefined || environmentId === undefined) {
    throw new PpmiError('usage', { detail: 'For a file, give --tenant and --environment-id' });
  }
  return { ...flags, tenant, 'environment-id': environmentId };
}
