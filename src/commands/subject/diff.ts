import * as Args from '@oclif/core/args';
import { defineCommand } from '../../cli/command.ts';
import { subjectDiffFlags } from '../../flags/compare.ts';
import { connectionFlags, failOnFlags, signInFlags } from '../../flags/shared.ts';

export default defineCommand({
  summary: 'Compare what the platform presents with what a federated credential expects, part by part',
  description:
    'With FILE, no service is contacted. Without FILE, reads the component and the credentials of its application. Exit code 1: they differ.',
  examples: [
    "<%= config.bin %> <%= command.id %> MyPlugin.dll --tenant 7d1e4a52-1f7b-4a52-9d0b-2f4f6a1c7d21 --environment-id 0f8c5c5e-8d38-e5b3-9bb7-1b1a0d6c4e77 --actual-subject '/eid1/c/pub/t/…'",
    '<%= config.bin %> <%= command.id %> --emulate tenant-big-endian',
  ],
  args: {
    file: Args.string({
      description: 'Signed assembly or package, or its certificate, or - for standard input',
      ignoreStdin: true,
    }),
  },
  flags: {
    ...subjectDiffFlags,
    ...signInFlags,
    ...connectionFlags,
    ...failOnFlags,
  },
  async run({ args, flags, context }) {
    const { compareSubjects } = await import('../../features/subject/compare-subjects.ts');
    return compareSubjects(context, args.file, flags);
  },
});
