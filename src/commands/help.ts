/** oclif's own `help` command, bundled like the others: a plug-in would be looked for on disk at every start. */
import { commands } from '@oclif/plugin-help';

export default class Help extends commands.help {
  static override summary = 'Show help for a command';
}
