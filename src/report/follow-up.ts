/** Commands that a report suggests: they reach the same target, in the same way, as the run that the report is about. */
import { commandLine, type ShellTarget } from '../domain/shell/command-line.ts';
import { connectivityFlags } from '../domain/shell/repeated-flags.ts';

export interface FollowUp {
  readonly shell: ShellTarget;
  /** Flags of the run that a command repeats, with their values; never a secret. */
  readonly target: readonly string[];
}

/** The commands that go on with a journaled run. */
export interface RunCommands {
  readonly resume: string;
  readonly undo: string;
}

/** @param access flags of the network and the sign-in; the target is in the journal */
export function runCommands(run: string, access: readonly string[], shell: ShellTarget): RunCommands {
  const command = (verb: keyof RunCommands) => commandLine(['ppmi', 'repair', verb, run, ...access], shell);
  return { resume: command('resume'), undo: command('undo') };
}

export function followUpCommand(
  command: 'doctor' | 'repair' | 'connectivity',
  { shell, target }: FollowUp,
  ...more: readonly string[]
): string {
  const flags = command === 'connectivity' ? connectivityFlags(target) : target;
  return commandLine(['ppmi', command, ...flags, ...more], shell);
}
