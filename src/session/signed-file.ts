/** A signed file that a command line names, read. */
import { PpmiError } from '../domain/errors.ts';
import type { SignedFile } from '../domain/signed-file/model.ts';
import type { PasswordFlags } from '../flags/shared.ts';
import { readInputFile } from './input-file.ts';
import { givenPassword, withPassword } from './password.ts';

export async function signedFile(file: string, flags: PasswordFlags = {}): Promise<SignedFile> {
  if (file === '-' && flags['password-file'] === '-') {
    throw new PpmiError('usage', { detail: 'standard input is the file; give the password in another way' });
  }
  const { largestFile, readSignedFile } = await import('../domain/signed-file/read.ts');
  const [bytes, given] = await Promise.all([readInputFile(file, largestFile), givenPassword(flags)]);
  return withPassword(file, given, (password) => readSignedFile(bytes, { file, password }));
}
