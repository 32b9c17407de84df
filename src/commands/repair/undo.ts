import * as Args from '@oclif/core/args';
import { defineCommand } from '../../cli/command.ts';
import { repairTargetFlags, yesFlag } from '../../flags/repair.ts';

export default defineCommand({
  summary: 'Undo a repair',
  description: `Undoes the steps, last first. Deletes an object that the run created only if it still holds the values that the run wrote. Restores the old values of an object only if it still holds the new ones. Everything else is reported and left unchanged.
Without RUN, selects the newest run for which this is possible; --environment limits the choice to one environment.`,
  examples: [
    '<%= config.bin %> <%= command.id %> --sign-in azure-cli',
    '<%= config.bin %> <%= command.id %> 20261128T120000Z-4f3a9c',
  ],
  args: { run: Args.string({ description: 'ID of the run, from repair list', ignoreStdin: true }) },
  flags: { yes: yesFlag, ...repairTargetFlags },
  async run({ args, flags, context, ownPackage, print }) {
    const { undoRun } = await import('../../features/repair/undo-run.ts');
    return undoRun(args.run, flags, { context, version: ownPackage.version, print });
  },
});
