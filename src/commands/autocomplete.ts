import * as Args from '@oclif/core/args';
import { defineCommand } from '../cli/command.ts';
import { ownCommands } from '../cli/host.ts';

export default defineCommand({
  summary: 'Print the completion script of a shell, or how to install it',
  description: 'Without SHELL, prints the line to add to the profile of each shell.',
  examples: ['<%= config.bin %> <%= command.id %>', '<%= config.bin %> <%= command.id %> bash'],
  args: {
    shell: Args.string({
      description: 'Shell to print the script for',
      options: ['bash', 'zsh', 'fish', 'powershell'],
      ignoreStdin: true,
    }),
  },
  async run({ args, config }) {
    const { autocomplete } = await import('../features/autocomplete/autocomplete.ts');
    return autocomplete(args.shell, { bin: config.bin, topics: config.topics, commands: ownCommands(config) });
  },
});
