import * as Args from '@oclif/core/args';
import { defineCommand } from '../cli/command.ts';

export default defineCommand({
  summary: 'Explain an error code, or a name that <%= config.bin %> prints',
  description:
    'Explains the codes and names of <%= config.bin %>, the AADSTS codes of Microsoft Entra ID, and the other codes that error decode recognizes: those of Dataverse, Azure resources, TLS and network, NuGet and signtool. Works offline.',
  examples: [
    '<%= config.bin %> <%= command.id %> PPMI2004',
    '<%= config.bin %> <%= command.id %> tenant-big-endian',
    '<%= config.bin %> <%= command.id %> AADSTS700213',
    '<%= config.bin %> <%= command.id %> 0x80095ffe',
    '<%= config.bin %> <%= command.id %> SELF_SIGNED_CERT_IN_CHAIN',
  ],
  args: {
    code: Args.string({
      description: 'Code (PPMI2004, AADSTS700213, NU3018) or name of a finding',
      required: true,
      ignoreStdin: true,
    }),
  },
  async run({ args, context }) {
    const { explainCode } = await import('../features/explain/explain.ts');
    return explainCode(args.code, context.shell);
  },
});
