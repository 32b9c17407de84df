/** Commands that a report suggests: they reach the same target, in the same way, as the run that the report is about. */
import { commandLine, type ShellTarget } from '../domain/shell/command-line.ts';
import { connectivityFlags } from '../domain/shell/repeated-flags.ts';

export interface FollowUp {
  readonly shell: ShellTarget;
  /** Flags of the run that a command repeats, with their values; never a secret. */
  readonly target: readonly string[];
}

export function followUpCommand(command: 'doctor' | 'repair' | 'connectivity', { shell, target }: FollowUp): string {
  return commandLine(['ppmi', command, ...(command === 'connectivity' ? connectivityFlags(target) : target)], shell);
}
