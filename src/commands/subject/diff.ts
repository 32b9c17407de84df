import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { BaseCommand } from '../../cli/base-command.ts';
import { diffExitCode } from '../../cli/diff-exit-code.ts';
import {
  connectionFlags,
  failOnFlags,
  guidFlag,
  localFileFlags,
  signInFlags,
  targetFlags,
  trustFlags,
} from '../../cli/flags.ts';
import type { FileDiffFlags } from '../../features/subject/file-diff.ts';
import type { DiffJson } from '../../render/json/subject.ts';
import type { SessionFlags } from '../../session/session.ts';

const hint = { helpGroup: 'HINT' };

export default class SubjectDiff extends BaseCommand {
  static override summary = 'compare what the platform presents with what a credential holds, part by part';
  static override description =
    'With FILE nothing is contacted. Without it the credentials of the application are read. Exit code 1: they differ.';
  static override examples = [
    "<%= config.bin %> <%= command.id %> MyPlugin.dll --tenant 7d1e4a52-1f7b-4a52-9d0b-2f4f6a1c7d21 --environment-id 0f8c5c5e-8d38-e5b3-9bb7-1b1a0d6c4e77 --actual-subject '/eid1/c/pub/t/…'",
    '<%= config.bin %> <%= command.id %> --emulate tenant-big-endian',
  ];
  static override args = {
    file: Args.string({
      description: 'signed assembly or package, or its certificate; - for standard input',
      ignoreStdin: true,
    }),
  };
  static override flags = {
    ...trustFlags,
    'actual-subject': Flags.string({
      summary: 'subject of the credential',
      helpValue: 'TEXT',
      helpGroup: 'CREDENTIAL',
    }),
    'actual-issuer': Flags.string({ summary: 'issuer of the credential', helpValue: 'URL', helpGroup: 'CREDENTIAL' }),
    'actual-audience': Flags.string({
      summary: 'audience of the credential',
      helpValue: 'URI',
      helpGroup: 'CREDENTIAL',
    }),
    'organization-id': guidFlag({ ...hint, summary: 'organization id of the environment' }),
    'home-tenant-id': guidFlag({ ...hint, summary: 'tenant of the application, if another one' }),
    'other-file': localFileFlags['other-file'],
    ...targetFlags,
    ...signInFlags,
    ...connectionFlags,
    ...failOnFlags,
  };

  async run(): Promise<DiffJson> {
    const { args, flags } = await this.parse(SubjectDiff);
    const result = await this.compare(args.file, flags);
    return this.finish(result, diffExitCode(result, flags['fail-on']), async (style) => {
      const { diffText } = await import('../../render/text/diff.ts');
      return diffText(result, style);
    });
  }

  private async compare(file: string | undefined, flags: FileDiffFlags & SessionFlags): Promise<DiffJson> {
    if (file !== undefined) {
      const { fileDiff } = await import('../../features/subject/file-diff.ts');
      return fileDiff(file, flags);
    }
    const { liveDiff } = await import('../../features/subject/live-diff.ts');
    return liveDiff(flags, this.prompt);
  }
}
