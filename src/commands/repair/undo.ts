import * as Args from '@oclif/core/args';
import { defineCommand } from '../../cli/command.ts';
import { repairTargetFlags, yesFlag } from '../../cli/repair-flags.ts';

export default defineCommand({
  summary: 'Undo a repair',
  description: `Takes the steps back, last first. What a run created is removed only while it holds the values that the run wrote; what it changed gets its old values back only while it holds the new ones. Everything else is shown and left alone.
Without RUN, the newest run that this is possible for, of the environment that --environment names, if it is given.`,
  examples: [
    '<%= config.bin %> <%= command.id %> --sign-in azure-cli',
    '<%= config.bin %> <%= command.id %> 20261128T120000Z-4f3a9c',
  ],
  args: { run: Args.string({ description: 'ID of the run, from repair list', ignoreStdin: true }) },
  flags: { yes: yesFlag, ...repairTargetFlags },
  async run({ args, flags, context, ownPackage }) {
    const { undoRun } = await import('../../features/repair/runs.ts');
    return undoRun(args.run, flags, { context, version: ownPackage.version });
  },
});
