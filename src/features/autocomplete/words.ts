import type { CompletionModel, Described } from './completion-model.ts';

/** What can follow the name of the CLI: one-word commands, and topics. A topic can be a command as well (`repair`). */
export function firstWords({ topics, commands }: CompletionModel): readonly Described[] {
  const single = commands.filter(({ name }) => !name.includes(' '));
  return [...topics.filter(({ name }) => !single.some((command) => command.name === name)), ...single];
}

/** Commands below a topic. */
export function subcommands({ commands }: CompletionModel, topic: string): readonly Described[] {
  return commands
    .filter(({ name }) => name.startsWith(`${topic} `))
    .map(({ name, summary }) => ({ name: name.slice(topic.length + 1), summary }));
}

/** Name of the shell's completion function. */
export function functionName(bin: string): string {
  return `_${bin.replaceAll(/\W/g, '_')}`;
}

/** Quotes for bash, zsh and fish, with single quotes. */
export function singleQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
