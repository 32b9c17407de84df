/** What tests paste into which shells. */
import type { ShellTarget } from '../src/domain/shell/command-line.ts';
import { bash, cmd } from './shell.ts';
import { posixShells, type RealShell, realPowerShell, wineCmd } from './shells.ts';

export const programs = [
  'az',
  'ppmi',
  'signtool',
  'dotnet',
  'openssl',
  'curl',
  'nslookup',
  'pwsh',
  'powershell',
  'sudo',
  'w32tm',
];

/** Runs something, or at least begins a line, wherever it is taken for more than text. */
export const payload = "x$(touch p)`touch p`'; touch p; '\"& touch p &|touch p>p%PATH%!!^\n  touch p\u2028\u202e é‘'@";

const pwsh: ShellTarget = { shell: 'powershell', windows: false };
export const shells: readonly (readonly [RealShell, ShellTarget])[] = [
  ...posixShells.map((shell) => [shell, bash] as const),
  ...realPowerShell.map((shell) => [shell, pwsh] as const),
  ...wineCmd.map((shell) => [shell, cmd] as const),
];

/** The lines for the other shells are the same; PPMI_TEST_SHELLS tries `all` of them all the same, or those that it names. */
export function triedShells() {
  const named = process.env.PPMI_TEST_SHELLS;
  if (named === undefined) return shells.slice(0, 1);
  return named === 'all' ? shells : shells.filter(([{ name }]) => named.split(',').includes(name));
}
