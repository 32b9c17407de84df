import * as Args from '@oclif/core/args';
import { defineCommand } from '../../cli/command.ts';
import { connectionFlags, signInFlags } from '../../cli/flags.ts';
import { foreignTenantFlag, yesFlag } from '../../cli/repair-flags.ts';

export default defineCommand({
  summary: 'Apply a plan that repair --plan-out wrote, and verify the result',
  description: `The plan is made again for the target that the file names. Nothing is sent unless every step of the file is planned in the same way now.`,
  examples: ['<%= config.bin %> <%= command.id %> plan.json --sign-in azure-cli --yes'],
  args: { file: Args.string({ description: 'Plan file', required: true, ignoreStdin: true }) },
  flags: { yes: yesFlag, 'foreign-tenant': foreignTenantFlag, ...signInFlags, ...connectionFlags },
  async run({ args, flags, context, ownPackage, print }) {
    const { applyPlanFile } = await import('../../features/repair/apply-plan-file.ts');
    return applyPlanFile(args.file, flags, { context, version: ownPackage.version, print });
  },
});
