/** Help as oclif prints it, with the errors of this tool. Loaded only when help is shown. */

import { CommandHelp, Help } from '@oclif/core/help';
import type { Topic } from '@oclif/core/interfaces';
import { PpmiError } from '../domain/errors.ts';
import { unknownCommand } from './unknown-command.ts';

class CommandPage extends CommandHelp {
  /** The aliases serve a host CLI. */
  protected override aliases(): undefined {
    return undefined;
  }

  /** The summary stands at the top already. */
  protected override description(): string | undefined {
    const { summary, description } = this.command;
    return summary === undefined || description === undefined ? undefined : this.wrap(description);
  }
}

export default class PpmiHelp extends Help {
  protected override CommandHelpClass: typeof CommandHelp = CommandPage;

  override async showHelp(argv: string[]): Promise<void> {
    const words = argv.filter((word) => !word.startsWith('-') && word !== 'help').flatMap((word) => word.split(':'));
    if (words.length > 0 && !this.knows(words)) throw unknownCommand(words, this.ids());
    await super.showHelp(argv);
  }

  /** Without the topic that serves a host CLI. */
  protected override get sortedTopics(): Topic[] {
    return super.sortedTopics.filter(({ name }) => !/^ppmi(:|$)/.test(name));
  }

  /** A topic alone shows its commands. With a flag it is a command line that lost its command. */
  protected override async showTopicHelp(topic: Topic): Promise<void> {
    const flag = process.argv.slice(2).find((word) => word.startsWith('-') && word !== '--help' && word !== '-h');
    if (flag !== undefined) {
      throw new PpmiError('usage', { detail: `${flag} stands where a command of ${topic.name} is expected` });
    }
    await super.showTopicHelp(topic);
  }

  /** Without the aliases that serve a host CLI. */
  private ids(): string[] {
    return this.config.commandIDs.filter((id) => !id.startsWith('ppmi:'));
  }

  private knows(words: readonly string[]): boolean {
    const id = words.slice(0, 2).join(':');
    return [id, words[0] ?? ''].some((name) => this.config.findCommand(name) ?? this.config.findTopic(name));
  }
}
