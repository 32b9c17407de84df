import type { CompletedCommand, CompletionModel, Described, Value } from './completion-model.ts';
import { firstWords, subcommands } from './words.ts';

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** For PowerShell 7 and Windows PowerShell 5.1. Without candidates, PowerShell completes file names. */
export function powershellScript(model: CompletionModel): string {
  return `# PowerShell completion for ${model.bin}

Register-ArgumentCompleter -Native -CommandName ${quoted(model.bin)} -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)

  $words = @{
    '' = [ordered]@{
${entries(firstWords(model), 6)}
    }
${model.topics.map(({ name }) => table(name, subcommands(model, name))).join('\n')}
  }
  $flags = @{
${model.commands.map(flagTable).join('\n')}
  }
  $values = @{
${model.commands.flatMap(valueLines).join('\n')}
  }

  $typed = @($commandAst.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.ToString() })
  if ($wordToComplete -eq '' -and $commandAst.CommandElements.Count -gt 1 -and $commandAst.CommandElements[-1].Extent.EndOffset -lt $cursorPosition) {
    $typed = @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
  }
  $command = if ($typed.Count -ge 2 -and $words.ContainsKey($typed[0]) -and $words[$typed[0]].Contains($typed[1])) { "$($typed[0]) $($typed[1])" } elseif ($typed.Count -ge 1) { $typed[0] } else { '' }

  $offered = [ordered]@{}
  if ($words.ContainsKey($command) -and $typed.Count -le 1 -and -not $wordToComplete.StartsWith('-')) {
    $offered = $words[$command]
  }
  elseif ($flags.ContainsKey($command)) {
    $last = $typed[-1]
    if ($wordToComplete -match '^(--[\\w-]+)=(.*)$' -and $values.ContainsKey("$command $($Matches[1])")) {
      $flag = $Matches[1]
      $values["$command $flag"] | ForEach-Object { $offered["$flag=$_"] = $_ }
    }
    elseif ($values.ContainsKey("$command $last")) {
      $values["$command $last"] | ForEach-Object { $offered[$_] = $_ }
    }
    elseif ($wordToComplete.StartsWith('-')) {
      $offered = $flags[$command]
    }
    elseif ($values.ContainsKey($command)) {
      $values[$command] | ForEach-Object { $offered[$_] = $_ }
    }
  }

  $offered.GetEnumerator() | Where-Object { $_.Key -like "$wordToComplete*" } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_.Key, $_.Key, 'ParameterValue', $_.Value)
  }
}
`;
}

/** PowerShell rejects an empty tooltip. */
function entries(words: readonly Described[], indent: number): string {
  return words
    .map(({ name, summary }) => `${' '.repeat(indent)}${quoted(name)} = ${quoted(summary || name)}`)
    .join('\n');
}

function table(name: string, words: readonly Described[]): string {
  return `    ${quoted(name)} = [ordered]@{\n${entries(words, 6)}\n    }`;
}

function flagTable({ name, flags }: CompletedCommand): string {
  const help = { name: 'help', summary: 'Show help' };
  return table(
    name,
    [...flags, help].map((flag) => ({ name: `--${flag.name}`, summary: flag.summary })),
  );
}

function valueLines({ name, flags, argument }: CompletedCommand): string[] {
  return [...flags.flatMap((flag) => valueLine(`${name} --${flag.name}`, flag.value)), ...valueLine(name, argument)];
}

function valueLine(words: string, value: Value | null): string[] {
  if (value?.kind !== 'options') return [];
  return [`    ${quoted(words)} = @(${value.options.map(quoted).join(', ')})`];
}
