import type { CompletedCommand, CompletedFlag, CompletionModel, Value } from './completion-model.ts';
import { firstWords, functionName, subcommands } from './words.ts';

/** In single quotes, fish interprets only `\\` and `\'`. */
const quoted = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

export function fishScript(model: CompletionModel): string {
  const { bin } = model;
  const condition = `_${functionName(bin)}_command`;
  const first = firstWords(model).map(
    ({ name, summary }) => `complete -c ${bin} -n '${condition}' -a ${quoted(name)} -d ${quoted(summary)}`,
  );
  const second = model.topics.flatMap(({ name: topic }) =>
    subcommands(model, topic).map(
      ({ name, summary }) => `complete -c ${bin} -n '${condition} ${topic}' -a ${quoted(name)} -d ${quoted(summary)}`,
    ),
  );
  return `# fish completion for ${bin}

# True where the words before the cursor are these: all of them, or for a command the first ones.
function ${condition}
    set -l words (commandline -opc)[2..-1]
    test "$words" = "$argv"
end

function ${condition}_is
    set -l words (commandline -opc)[2..-1]
    set -l length (count $argv)
    test (count $words) -ge $length; and test "$words[1..$length]" = "$argv"
end

complete -c ${bin} -f
${[...first, ...second, ...model.commands.flatMap((command) => commandLines(model, condition, command))].join('\n')}
`;
}

function commandLines(
  model: CompletionModel,
  condition: string,
  { name, flags, argument }: CompletedCommand,
): string[] {
  const others = subcommands(model, name).map((other) => `; and not ${condition}_is ${name} ${other.name}`);
  const when = `complete -c ${model.bin} -n '${condition}_is ${name}${others.join('')}'`;
  return [
    ...flags.map((flag) => `${when} -l ${flag.name}${valueOptions(flag)} -d ${quoted(flag.summary)}`),
    `${when} -l help -d 'Show help'`,
    ...argumentOptions(argument).map((options) => `${when} ${options}`),
  ];
}

function valueOptions({ value }: CompletedFlag): string {
  if (value === null) return '';
  if (value.kind === 'options') return ` -x -a ${quoted(value.options.join(' '))}`;
  return value.kind === 'file' ? ' -r -F' : ' -x';
}

function argumentOptions(value: Value): string[] {
  if (value.kind === 'options') return [`-a ${quoted(value.options.join(' '))}`];
  return value.kind === 'file' ? ['-F'] : [];
}
