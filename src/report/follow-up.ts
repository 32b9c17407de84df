/** Commands that a report suggests: they reach the same target, in the same way, as the run that the report is about. */
import { commandLine, type ShellTarget } from '../domain/shell/command-line.ts';

export interface FollowUp {
  readonly shell: ShellTarget;
  /** Flags of the run that a command repeats, with their values; never a secret. */
  readonly target: readonly string[];
}

/** What `ppmi connectivity` takes of them. */
const ofConnectivity: ReadonlySet<string> = new Set([
  '--emulate',
  '--world',
  '--environment',
  '--cloud',
  '--proxy',
  '--ca-file',
  '--allow-host',
]);

export function followUpCommand(command: 'doctor' | 'repair' | 'connectivity', { shell, target }: FollowUp): string {
  const takes = (flag: string) => command !== 'connectivity' || ofConnectivity.has(flag);
  const flags = target.filter((_word, index) => takes(target[index - (index % 2)] ?? ''));
  return commandLine(['ppmi', command, ...flags], shell);
}
