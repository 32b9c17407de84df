/** Shells to print for. */
import { type RunContext, unknownContext } from '../src/catalog/printer.ts';
import type { ShellTarget } from '../src/domain/shell/command-line.ts';

export const bash: ShellTarget = { shell: 'bash', windows: false };
export const powershell: ShellTarget = { shell: 'powershell', windows: true };
export const cmd: ShellTarget = { shell: 'cmd', windows: true };

export const unknown: RunContext = unknownContext(bash);
