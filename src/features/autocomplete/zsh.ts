import type { CompletedCommand, CompletionModel, Described, Value } from './completion-model.ts';
import { firstWords, functionName, singleQuoted, subcommands } from './words.ts';

/** For zsh's completion system (`compinit`): either sourced, or saved in a folder of `fpath`. */
export function zshScript(model: CompletionModel): string {
  const name = functionName(model.bin);
  return `#compdef ${model.bin}
# zsh completion for ${model.bin}

${name}() {
  local -a list
  if (( CURRENT == 2 )); then
    list=(
${described(firstWords(model))}
    )
    _describe 'command' list
    return
  fi
  local command="$words[2]"
  case "$command" in
${model.topics.map(({ name: topic }) => topicCase(model, topic)).join('\n')}
  esac

  case "$command" in
${model.commands.map(commandCase).join('\n')}
  esac
}

if [ "$funcstack[1]" = "${name}" ]; then
  ${name} "$@"
else
  compdef ${name} ${model.bin}
fi
`;
}

function described(words: readonly Described[]): string {
  return words
    .map(({ name, summary }) => `      ${singleQuoted(`${name}:${summary.replaceAll(':', '\\:')}`)}`)
    .join('\n');
}

function topicCase(model: CompletionModel, topic: string): string {
  const words = subcommands(model, topic).map(({ name }) => name);
  return `    ${topic})
      if (( CURRENT == 3 )) && [[ "$words[3]" != -* ]]; then
        list=(
${described(subcommands(model, topic))}
        )
        _describe 'command' list
        return
      fi
      case "$words[3]" in
        ${words.join('|')}) command="$command $words[3]" ;;
      esac ;;`;
}

/** \`_arguments\` takes the first word for the command. */
function commandCase({ name, flags, argument }: CompletedCommand): string {
  const words = name.split(' ').length;
  const specs = [
    ...flags.map(
      (flag) => `--${flag.name}${flag.value === null ? '' : '='}[${text(flag.summary)}]${action(flag.value)}`,
    ),
    '--help[Show help]',
    ...(argument.kind === 'text' ? [] : [`*${action(argument)}`]),
  ];
  return `    ${singleQuoted(name)})
      shift ${words} words
      (( CURRENT -= ${words} ))
      _arguments \\
${specs.map((spec) => `        ${singleQuoted(spec)}`).join(' \\\n')} ;;`;
}

function action(value: Value | null): string {
  if (value === null) return '';
  if (value.kind === 'options') return `:value:(${value.options.join(' ')})`;
  return value.kind === 'file' ? ':file:_files' : ':value: ';
}

function text(summary: string): string {
  return summary.replaceAll(/[[\]\\:]/g, (character) => `\\${character}`);
}
