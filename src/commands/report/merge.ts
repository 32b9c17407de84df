import * as Args from '@oclif/core/args';
import { defineCommand } from '../../cli/command.ts';
import { failOnFlags } from '../../flags/shared.ts';

export default defineCommand({
  summary: 'Summarize saved reports',
  description:
    'Reads what `<%= config.bin %> doctor --ndjson` and `<%= config.bin %> doctor --json` wrote: the parts of a fleet, or a fleet that was resumed. The last report of a component counts. A line that is not a complete report is counted and reported.',
  examples: ['<%= config.bin %> <%= command.id %> part-1.ndjson part-2.ndjson'],
  args: {
    files: Args.string({
      description: 'Files with reports, or - for standard input',
      multiple: true,
      required: true,
      ignoreStdin: true,
    }),
  },
  flags: failOnFlags,
  async run({ args, flags }) {
    const { mergeSavedReports } = await import('../../features/fleet/merge-reports.ts');
    return mergeSavedReports(args.files, flags['fail-on']);
  },
});
