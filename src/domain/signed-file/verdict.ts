/** Whether a file is signed and unchanged since. */
import { type Finding, finding, type Where } from '../findings.ts';
import type { SignedFile } from './model.ts';

export type UnsignedFile =
  | Finding<'assembly-unsigned'>
  | Finding<'assembly-strong-name-only'>
  | Finding<'package-unsigned'>;

export type FileFault = UnsignedFile | Finding<'signature-broken'>;

/** Null for a file that is signed and was not changed since, as far as that can be judged. */
export function fileFault(file: SignedFile, where: Where | null = null): FileFault | null {
  const component = where?.name ?? null;
  return (
    unsignedFile(file, where) ?? (signatureIsBroken(file) ? finding('signature-broken', where, { component }) : null)
  );
}

/** `type`: what the file is registered as, which a file that cannot be read does not tell. */
export function unsignedFile(
  file: SignedFile,
  where: Where | null,
  type: 'assembly' | 'package' = file.kind === 'package' ? 'package' : 'assembly',
): UnsignedFile | null {
  const { certificate, unsigned, signedByRepository: repository } = file;
  const component = where?.name ?? null;
  if (certificate !== null) return null;
  if (type === 'package') {
    const signedDllInside = unsigned === 'signed-dll-inside';
    return finding('package-unsigned', where, { component, signedDllInside, repository });
  }
  if (unsigned === 'strong-name-only') return finding('assembly-strong-name-only', where, { component });
  return finding('assembly-unsigned', where, { component });
}

/** An unsigned file has no signature to be broken. */
export function signatureIsBroken({ certificate, signature }: SignedFile): boolean {
  return certificate !== null && signature.intact === false;
}
