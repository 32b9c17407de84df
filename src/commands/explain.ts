import * as Args from '@oclif/core/args';
import { defineCommand } from '../cli/command.ts';

export default defineCommand({
  summary: 'Explain an error code or finding, offline',
  examples: [
    '<%= config.bin %> <%= command.id %> PPMI2004',
    '<%= config.bin %> <%= command.id %> tenant-big-endian',
    '<%= config.bin %> <%= command.id %> AADSTS700213',
  ],
  args: {
    code: Args.string({
      description: 'Code (PPMI2004, AADSTS700213) or name of a finding',
      required: true,
      ignoreStdin: true,
    }),
  },
  async run({ args }) {
    const { explainCode } = await import('../features/entra-errors/explain-code.ts');
    return explainCode(args.code);
  },
});
