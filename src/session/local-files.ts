/** Local files that a diagnosis compares with: named by flags, or brought by the target. */
import { PpmiError } from '../domain/errors.ts';
import type { LocalFiles, OtherFile } from '../domain/facts.ts';
import type { LocalFileFlags, PasswordFlags } from '../flags/shared.ts';
import { readInputFile } from './input-file.ts';
import { signedFile } from './signed-file.ts';
import type { Target } from './target.ts';

export async function readLocalFiles(flags: LocalFileFlags & PasswordFlags, target: Target): Promise<LocalFiles> {
  const { assembly, 'other-file': others } = flags;
  const [signed, hashed] = await Promise.all([
    assembly === undefined ? null : signedFile(assembly, flags),
    Promise.all((others ?? []).map(readOtherFile)),
  ]);
  const known = await target.localFiles();
  return {
    assembly: assembly === undefined || signed === null ? known.assembly : { name: assembly, file: signed },
    others: others === undefined ? known.others : hashed,
  };
}

/** A file that may have been hashed, with its certificate if it can be read without a password. */
export async function readOtherFile(name: string): Promise<OtherFile> {
  const { largestFile } = await import('../domain/signed-file/read.ts');
  return otherFile(name, await readInputFile(name, largestFile));
}

export async function otherFile(name: string, bytes: Uint8Array): Promise<OtherFile> {
  const { readSignedFile } = await import('../domain/signed-file/read.ts');
  try {
    return { bytes, certificate: (await readSignedFile(bytes, { file: name })).certificate };
  } catch (error) {
    if (error instanceof PpmiError && bytesAlone.has(error.id)) return { bytes, certificate: null };
    throw error;
  }
}

const bytesAlone: ReadonlySet<string> = new Set(['password-missing', 'file-not-recognised', 'certificate-not-in-file']);
