import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { defineCommand } from '../../cli/command.ts';
import { componentFlags, connectionFlags, signInFlags, trustFlags } from '../../flags/shared.ts';

export default defineCommand({
  summary: 'Show the signing certificate of a plug-in assembly, package or certificate file',
  description:
    'Without FILE, reads the component that is registered in an environment. Exit code 1: it is not signed, or it was changed after signing.',
  examples: [
    '<%= config.bin %> <%= command.id %> MyPlugin.dll',
    '<%= config.bin %> <%= command.id %> signing.pfx --password-file password.txt',
    '<%= config.bin %> <%= command.id %> --emulate signature-several',
  ],
  args: {
    file: Args.string({
      description: 'Assembly, package, or certificate (DER, PEM, PKCS #7, PFX, base64), or - for standard input',
      ignoreStdin: true,
    }),
  },
  flags: {
    details: Flags.boolean({ summary: 'Show everything in the certificate, including all extensions' }),
    ...componentFlags,
    cloud: trustFlags.cloud,
    ...signInFlags,
    ...connectionFlags,
  },
  async run({ args, flags, context }) {
    const { showCertificate } = await import('../../features/certificate/show-certificate.ts');
    return showCertificate(context, args.file, flags);
  },
});
