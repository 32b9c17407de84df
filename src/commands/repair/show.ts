import * as Args from '@oclif/core/args';
import { defineCommand } from '../../cli/command.ts';

export default defineCommand({
  summary: 'Show the steps of a repair and their state',
  examples: ['<%= config.bin %> <%= command.id %> 20261128T120000Z-4f3a9c'],
  args: { run: Args.string({ description: 'ID of the run, from repair list', required: true, ignoreStdin: true }) },
  async run({ args, context }) {
    const { showRun } = await import('../../features/repair/runs.ts');
    return showRun(args.run, context);
  },
});
