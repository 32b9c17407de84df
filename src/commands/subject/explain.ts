import * as Args from '@oclif/core/args';
import { defineCommand } from '../../cli/command.ts';
import { subjectExplainFlags } from '../../flags/compare.ts';

export default defineCommand({
  summary: 'Explain what each segment of a subject means, and find mistakes in it',
  description:
    'Works offline. Exit code 1: the subject contains a mistake, whatever component it is for. Exit code 2: the text is not a subject.',
  examples: [
    "<%= config.bin %> <%= command.id %> '/eid1/c/pub/t/9_Rtmt5_VQrybrzMoT7pcg/a/qzXoWDkuqUa3l6zM5mM0Rw/n/plugin/e/7c4547dd-4bd6-e4c5-1f87-40bcd979571c/h/36acf3364902b744d15666a36145d94163c1144cbc93825e23ed9d6f35adace5'",
  ],
  args: {
    subject: Args.string({
      description: 'Subject of a federated identity credential or of an assertion',
      required: true,
      ignoreStdin: true,
    }),
  },
  flags: subjectExplainFlags,
  async run({ args, flags, context }) {
    const { explainSubject } = await import('../../features/subject/explain-subject.ts');
    return explainSubject({ subject: args.subject, ...flags }, context.shell);
  },
});
