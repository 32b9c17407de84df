/** oclif's own `help` command, bundled like the others: a plug-in would be looked for on disk at every start. */
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { commands } from '@oclif/plugin-help';

export default class Help extends commands.help {
  static override summary = 'Show help for a command';
  static override args = { command: Args.string({ description: 'Command to show help for', required: false }) };
  static override flags = {
    'nested-commands': Flags.boolean({ char: 'n', summary: 'Show all commands, including those of topics' }),
  };
}
