import * as Args from '@oclif/core/args';
import { defineCommand } from '../../cli/command.ts';
import { applyFlags } from '../../flags/repair.ts';
import { connectionFlags, signInFlags } from '../../flags/shared.ts';

export default defineCommand({
  summary: 'Apply a plan that repair --plan-out wrote, and verify the result',
  description: `Plans again for the target in the file, and sends nothing unless the new plan has every step of the file, unchanged.`,
  examples: ['<%= config.bin %> <%= command.id %> plan.json --sign-in azure-cli --yes'],
  args: { file: Args.string({ description: 'Plan file', required: true, ignoreStdin: true }) },
  flags: {
    ...applyFlags,
    ...signInFlags,
    ...connectionFlags,
  },
  async run({ args, flags, context, ownPackage, print }) {
    const { applyPlanFile } = await import('../../features/repair/apply-plan-file.ts');
    return applyPlanFile(args.file, flags, { context, version: ownPackage.version, print });
  },
});
