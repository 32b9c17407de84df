/** `autocomplete`: prints the completion script of a shell, or how to install it. */
import { listScenarios } from '../../emulator/scenarios/index.ts';
import type { Outcome } from '../../render/outcome.ts';
import { bashScript } from './bash.ts';
import { type CliCommands, type CompletionModel, completionModel } from './completion-model.ts';
import { fishScript } from './fish.ts';
import { powershellScript } from './powershell.ts';
import { zshScript } from './zsh.ts';

const shells = ['bash', 'zsh', 'fish', 'powershell'] as const;
export type CompletedShell = (typeof shells)[number];

export interface Completion {
  /** Null: instructions for every shell. */
  readonly shell: CompletedShell | null;
  /** The script for the shell to run; null without a shell. */
  readonly script: string | null;
}

const scripts: Readonly<Record<CompletedShell, (model: CompletionModel) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
  powershell: powershellScript,
};

/** Help texts contain a placeholder for the name of the executable. */
const renderedFor = (bin: string) => (text: string) => text.replaceAll('<%= config.bin %>', bin);

export function autocomplete(shellName: string | undefined, cli: CliCommands): Outcome<Completion> {
  const shell = shells.find((each) => each === shellName);
  if (shell === undefined) {
    return { result: { shell: null, script: null }, exitCode: 0, text: () => instructions(cli.bin) };
  }
  const render = renderedFor(cli.bin);
  const scenarios = listScenarios().map(({ id }) => id);
  const script = scripts[shell](completionModel(cli, render, { emulate: scenarios, scenario: scenarios }));
  return { result: { shell, script }, exitCode: 0, text: () => script };
}

function instructions(bin: string): string {
  return `Add one line to the profile of your shell:

  bash (~/.bashrc)
    eval "$(${bin} autocomplete bash)"

  zsh (~/.zshrc, after compinit)
    eval "$(${bin} autocomplete zsh)"

  fish (~/.config/fish/config.fish)
    ${bin} autocomplete fish | source

  PowerShell ($PROFILE)
    ${bin} autocomplete powershell | Out-String | Invoke-Expression

To start faster, save the output of the command in a file once and load that file.`;
}
