/** The password of a PFX: from a flag, a file, the environment, or a prompt. */
import { PpmiError } from '../domain/errors.ts';
import type { PasswordFlags } from '../flags/shared.ts';
import { readPassword } from './input-file.ts';
import { runRedactor } from './run-redactor.ts';

/** Null: none was given, which differs from an empty password. */
export async function givenPassword(flags: PasswordFlags): Promise<string | null> {
  const { password, 'password-file': file } = flags;
  if (password !== undefined) return secret(password);
  if (file !== undefined) return secret(await readPassword(file));
  const { PPMI_PASSWORD: fromEnvironment } = process.env;
  return fromEnvironment === undefined ? null : secret(fromEnvironment);
}

function secret(password: string): string {
  runRedactor().register(password);
  return password;
}

/** Opens a file that may be password-protected: with the given password, else, in a terminal, with a prompted one. */
export async function withPassword<T>(
  file: string,
  given: string | null,
  open: (password: string | null) => Promise<T>,
): Promise<T> {
  try {
    return await open(given);
  } catch (error) {
    const missing = error instanceof PpmiError && error.id === 'password-missing';
    if (!missing || !process.stdin.isTTY || !process.stderr.isTTY) throw error;
    const { promptSecret } = await import('./prompt-secret.ts');
    return open(secret(await promptSecret(`Password of ${file}: `)));
  }
}
