import type { CompletedCommand, CompletionModel, Value } from './completion-model.ts';
import { firstWords, functionName, subcommands } from './words.ts';

/** For bash 3.2 (the version on macOS) and later. */
export function bashScript(model: CompletionModel): string {
  const name = functionName(model.bin);
  return `# bash completion for ${model.bin}

${name}() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}" command flags="" value=""
  COMPREPLY=()

  # "=" is a word of its own in bash: --flag=value.
  if [[ "$cur" == "=" ]]; then
    cur=""
  elif [[ "$prev" == "=" ]]; then
    prev="\${COMP_WORDS[COMP_CWORD-2]}"
  fi

  if (( COMP_CWORD == 1 )); then
    COMPREPLY=( $(compgen -W "${firstWords(model)
      .map((word) => word.name)
      .join(' ')}" -- "$cur") )
    return
  fi
  command="\${COMP_WORDS[1]}"
  case "$command" in
${model.topics.map(({ name: topic }) => topicCase(model, topic)).join('\n')}
  esac

  case "$command" in
${model.commands.map(commandCase).join('\n')}
    *) return ;;
  esac

  case "$command:$prev" in
${flagCases(model).join('\n')}
  esac

  if [[ "$value" == "file" ]]; then
    COMPREPLY=( $(compgen -f -- "$cur") )
    compopt -o filenames 2>/dev/null
  elif [[ "$value" == "text" ]]; then
    return
  elif [[ "$value" == "options" || "$cur" == -* ]]; then
    COMPREPLY=( $(compgen -W "$flags" -- "$cur") )
  else
    case "$command" in
${model.commands.flatMap(argumentCase).join('\n')}
    esac
  fi
}

complete -F ${name} ${model.bin}
`;
}

function topicCase(model: CompletionModel, topic: string): string {
  const words = subcommands(model, topic).map(({ name }) => name);
  return `    ${topic})
      if (( COMP_CWORD == 2 )) && [[ "$cur" != -* ]]; then
        COMPREPLY=( $(compgen -W "${words.join(' ')}" -- "$cur") )
        return
      fi
      case "\${COMP_WORDS[2]}" in
        ${words.join('|')}) command="$command \${COMP_WORDS[2]}" ;;
      esac ;;`;
}

function commandCase({ name, flags }: CompletedCommand): string {
  return `    "${name}") flags="${flags.map((flag) => `--${flag.name}`).join(' ')} --help" ;;`;
}

/** One case for all flags with the same values: a list of scenarios for each command would make a script of 130 kB. */
function flagCases({ commands }: CompletionModel): string[] {
  const patterns = new Map<string, string[]>();
  for (const { name, flags } of commands)
    for (const flag of flags) {
      if (flag.value === null) continue;
      const effect = assign(flag.value);
      patterns.set(effect, [...(patterns.get(effect) ?? []), `"${name}:--${flag.name}"`]);
    }
  return [...patterns].map(([effect, names]) => `    ${names.join('|')}) ${effect} ;;`);
}

function assign(value: Value): string {
  return value.kind === 'options' ? `value="options"; flags="${value.options.join(' ')}"` : `value="${value.kind}"`;
}

function argumentCase({ name, argument }: CompletedCommand): string[] {
  if (argument.kind === 'text') return [];
  if (argument.kind === 'options') {
    return [`      "${name}") COMPREPLY=( $(compgen -W "${argument.options.join(' ')}" -- "$cur") ) ;;`];
  }
  return [`      "${name}") COMPREPLY=( $(compgen -f -- "$cur") ); compopt -o filenames 2>/dev/null ;;`];
}
