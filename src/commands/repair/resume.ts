import * as Args from '@oclif/core/args';
import { defineCommand } from '../../cli/command.ts';
import { repairTargetFlags, runFlags } from '../../flags/repair.ts';

export default defineCommand({
  summary: 'Continue a repair that was interrupted or stopped',
  description: `If the answer to a request is not known, reads the object to find out: applied, not applied, or changed by another client. In the last case, the run stops.
Without RUN, selects the newest run for which this is possible; --environment limits the choice to one environment.`,
  examples: [
    '<%= config.bin %> <%= command.id %> --sign-in azure-cli',
    '<%= config.bin %> <%= command.id %> 20261128T120000Z-4f3a9c',
  ],
  args: { run: Args.string({ description: 'ID of the run, from repair list', ignoreStdin: true }) },
  flags: { ...runFlags, ...repairTargetFlags },
  async run({ args, flags, context, ownPackage, print }) {
    const { resumeRun } = await import('../../features/repair/runs.ts');
    return resumeRun(args.run, flags, { context, version: ownPackage.version, print });
  },
});
