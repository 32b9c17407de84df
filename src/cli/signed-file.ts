/** A signed file that a command line names, read. */
import type { SignedFile } from '../domain/certificate/model.ts';
import { readInput, readPassword } from './read-file.ts';

export async function signedFile(file: string, passwordFile: string | undefined): Promise<SignedFile> {
  const { largestFile, readSignedFile } = await import('../domain/certificate/read.ts');
  const [bytes, password] = await Promise.all([
    readInput(file, largestFile),
    passwordFile === undefined ? null : readPassword(passwordFile),
  ]);
  return readSignedFile(bytes, { file, password });
}

/** An unsigned file and a signature that does not hold are findings. */
export function exitCodeOf({ certificate, signature }: SignedFile): 0 | 1 {
  return certificate === null || signature.intact === false ? 1 : 0;
}
