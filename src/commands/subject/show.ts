import * as Args from '@oclif/core/args';
import { defineCommand } from '../../cli/command.ts';
import { componentFlags, connectionFlags, signInFlags, trustFlags } from '../../flags/shared.ts';

export default defineCommand({
  summary: 'Show the issuer, subject and audience that the platform presents for a signed file',
  description:
    'With FILE, the values are computed without contacting any service. Without FILE, reads the component that is registered in an environment. Exit code 1: it is not signed, or it was changed after signing.',
  examples: [
    '<%= config.bin %> <%= command.id %> MyPlugin.dll --tenant 7d1e4a52-1f7b-4a52-9d0b-2f4f6a1c7d21 --environment-id 0f8c5c5e-8d38-e5b3-9bb7-1b1a0d6c4e77',
    '<%= config.bin %> <%= command.id %> --emulate healthy-v2-issued',
  ],
  args: {
    file: Args.string({
      description: 'Assembly, package, or certificate (DER, PEM, PKCS #7, PFX, base64), or - for standard input',
      ignoreStdin: true,
    }),
  },
  flags: { ...trustFlags, ...componentFlags, ...signInFlags, ...connectionFlags },
  async run({ args, flags, context }) {
    const { showSubject } = await import('../../features/subject/show-subject.ts');
    return showSubject(context, args.file, flags);
  },
});
