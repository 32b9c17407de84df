/** Help as oclif prints it, with the errors of this tool. Loaded only when help is shown. */

import { stripVTControlCharacters } from 'node:util';
import type { Command } from '@oclif/core/command';
import { CommandHelp, Help, type HelpFormatter } from '@oclif/core/help';

import type { Topic } from '@oclif/core/interfaces';
import { PpmiError } from '../domain/errors.ts';
import { unknownCommand } from './errors.ts';

/** Groups of flags in the order of help: what the command is about first, how it connects last. Ungrouped flags are `''`. */
const groupOrder = [
  'TARGET',
  'FLEET',
  '',
  'COMPARE WITH',
  'CONTEXT',
  'LIVE DATA',
  'SIGN-IN',
  'PASSWORD',
  'CONNECTION',
  'GLOBAL',
];

/** oclif indents stacked rows by two columns more than it leaves free when it wraps them. */
function withinWidth(render: HelpFormatter['renderList'], width: number): HelpFormatter['renderList'] {
  return (input, options) => {
    const list = render(input, options);
    const isWide = list.split('\n').some((line) => stripVTControlCharacters(line).length + options.indentation > width);
    return isWide ? render(input, { ...options, multiline: true, indentation: options.indentation + 2 }) : list;
  };
}

class CommandPage extends CommandHelp {
  override renderList(...[input, options]: Parameters<HelpFormatter['renderList']>): string {
    return withinWidth(super.renderList.bind(this), this.opts.maxWidth)(input, options);
  }

  /** Every flag in the usage line would fill a screen, and oclif breaks it inside words. */
  protected override defaultUsage(): string {
    const args = Object.values(this.command.args).map((arg) => this.arg(arg));
    const required = this.shownFlags().filter(({ required }) => required === true);
    return [
      this.command.id,
      ...args,
      ...required.map((flag) =>
        flag.type === 'option' ? `--${flag.name} ${flag.helpValue ?? 'VALUE'}` : `--${flag.name}`,
      ),
      '[FLAGS]',
    ].join(' ');
  }

  protected override sections(): ReturnType<CommandHelp['sections']> {
    // oclif prints the ungrouped flags first, and the groups in the order of their names.
    return super
      .sections()
      .map((section) => (section.header === 'FLAGS' ? { ...section, generate: () => this.groupedFlags() } : section))
      .filter(({ header }) => header !== 'FLAG DESCRIPTIONS' || !process.argv.includes('-h'));
  }

  /** The list of flags shows the options. */
  protected override flagHelpLabel(flag: Command.Flag.Any): string {
    return super.flagHelpLabel(flag, false);
  }

  /** oclif separates the options by `|`, which leaves no place to break a line. */
  protected override flags(flags: Command.Flag.Any[]): [string, string | undefined][] | undefined {
    return super
      .flags(flags)
      ?.map(([left, right]) => [
        left,
        right?.replace(/<options: ([^<>]*)>/, (_, options: string) => `(${options.replaceAll('|', ', ')})`),
      ]);
  }

  /** oclif does not count the indent of a summary beside its flag. */
  protected override flagsDescriptions(flags: Command.Flag.Any[]): string | undefined {
    const { opts } = this;
    this.opts = { ...opts, maxWidth: opts.maxWidth - 1 };
    try {
      return super.flagsDescriptions(flags);
    } finally {
      this.opts = opts;
    }
  }

  private groupedFlags() {
    const flags = this.shownFlags();
    const groups = [...new Set(flags.map(({ helpGroup }) => helpGroup ?? ''))];
    const rank = (group: string) =>
      groupOrder.includes(group) ? groupOrder.indexOf(group) : groupOrder.indexOf('') + 0.5;
    return groups
      .sort((a, b) => rank(a) - rank(b))
      .map((group) => ({
        header: `${group} FLAGS`.trim(),
        body: this.flags(flags.filter(({ helpGroup }) => (helpGroup ?? '') === group)),
      }));
  }

  private shownFlags(): Command.Flag.Any[] {
    return Object.values(this.command.flags).filter(({ hidden }) => hidden !== true);
  }

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

  override renderList(...[input, options]: Parameters<HelpFormatter['renderList']>): string {
    return withinWidth(super.renderList.bind(this), this.opts.maxWidth)(input, options);
  }

  /** oclif wraps what it indents; a summary stands at the margin. */
  protected override log(...texts: string[]): void {
    this.print(texts.join('\n').replace(/^\S.*$/gm, (line) => this.wrap(line, 0)));
  }

  protected print(text: string): void {
    super.log(text);
  }

  override async showHelp(argv: string[]): Promise<void> {
    const words = argv.filter((word) => !word.startsWith('-') && word !== 'help').flatMap((word) => word.split(':'));
    if (words.length > 0 && !this.knows(words)) throw unknownCommand(words, this.ids());
    await super.showHelp(argv);
  }

  /** Without the topic that serves a host CLI. */
  protected override get sortedTopics(): Topic[] {
    return super.sortedTopics.filter(({ name }) => !/^ppmi(:|$)/.test(name));
  }

  /** A topic alone shows its commands. With a flag it is a command line without its command. */
  protected override async showTopicHelp(topic: Topic): Promise<void> {
    const flag = process.argv.slice(2).find((word) => word.startsWith('-') && word !== '--help' && word !== '-h');
    if (flag !== undefined) {
      throw new PpmiError('usage', { detail: `Expected a command of "${topic.name}" before ${flag}` });
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
