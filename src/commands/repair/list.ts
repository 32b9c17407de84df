import { defineCommand } from '../../cli/command.ts';

export default defineCommand({
  summary: 'List the repairs that were run on this machine',
  description: 'Journals are kept in the state folder of the user; PPMI_STATE_DIR overrides it.',
  examples: ['<%= config.bin %> <%= command.id %>'],
  async run() {
    const { showRuns } = await import('../../features/repair/runs.ts');
    return showRuns();
  },
});
