/** What is wrong with a file itself, whatever it is compared with. Names are those of the fault catalogue. */
import type { SignedFile } from './model.ts';

export interface FileFault {
  readonly name: 'assembly-unsigned' | 'assembly-strong-name-only' | 'package-unsigned' | 'signature-broken';
  /** What was found instead of a signature. */
  readonly args: Readonly<Record<string, string | null>>;
}

/** Null for a file that is signed and was not changed since, as far as that can be judged. */
export function fileFault(file: SignedFile): FileFault | null {
  if (file.certificate !== null) return file.signature.intact === false ? { name: 'signature-broken', args: {} } : null;
  if (file.kind !== 'package') {
    return { name: file.unsigned === 'strong-name-only' ? 'assembly-strong-name-only' : 'assembly-unsigned', args: {} };
  }
  const signedDllInside = file.unsigned === 'signed-dll-inside' ? 'yes' : null;
  return { name: 'package-unsigned', args: { signedDllInside, repository: file.signedByRepository } };
}
