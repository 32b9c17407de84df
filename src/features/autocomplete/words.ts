import type { CompletionModel, Described } from './completion-model.ts';

/** What can follow the name of the CLI: commands of one word, and topics. A topic can be a command as well (`repair`). */
export function firstWords({ topics, commands }: CompletionModel): readonly Described[] {
  const single = commands.filter(({ name }) => !name.includes(' '));
  return [...topics.filter(({ name }) => !single.some((command) => command.name === name)), ...single];
}

/** What can follow a topic. */
export function subcommands({ commands }: CompletionModel, topic: string): readonly Described[] {
  return commands
    .filter(({ name }) => name.startsWith(`${topic} `))
    .map(({ name, summary }) => ({ name: name.slice(topic.length + 1), summary }));
}

/** Of the shell function that completes. */
export function functionName(bin: string): string {
  return `_${bin.replaceAll(/\W/g, '_')}`;
}

/** In single quotes, as bash, zsh and fish read them. */
export function singleQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
