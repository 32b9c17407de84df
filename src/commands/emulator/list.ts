import { defineCommand } from '../../cli/command.ts';

export default defineCommand({
  summary: 'List the scenarios that --emulate accepts',
  description: 'Append ",healthy" to a scenario for the same environment without the fault.',
  async run() {
    const { listScenarios } = await import('../../features/emulator/list-scenarios.ts');
    return listScenarios();
  },
});
