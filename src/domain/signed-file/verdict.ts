/** Whether a file is signed and unchanged since. Names are those of the fault catalogue. */
import type { SignedFile } from './model.ts';

export interface UnsignedFile {
  readonly name: 'assembly-unsigned' | 'assembly-strong-name-only' | 'package-unsigned';
  /** What was found instead of a signature. */
  readonly args: { readonly signedDllInside: 'yes' | null; readonly repository: string | null };
}

export interface BrokenSignature {
  readonly name: 'signature-broken';
  readonly args: Readonly<Record<string, never>>;
}

export type FileFault = UnsignedFile | BrokenSignature;

/** Null for a file that is signed and was not changed since, as far as that can be judged. */
export function fileFault(file: SignedFile): FileFault | null {
  return unsignedFile(file) ?? (signatureIsBroken(file) ? { name: 'signature-broken', args: {} } : null);
}

/** `type`: what the file is registered as, which a file that cannot be read does not tell. */
export function unsignedFile(
  file: SignedFile,
  type: 'assembly' | 'package' = file.kind === 'package' ? 'package' : 'assembly',
): UnsignedFile | null {
  const { certificate, unsigned, signedByRepository: repository } = file;
  if (certificate !== null) return null;
  const args = { signedDllInside: unsigned === 'signed-dll-inside' ? ('yes' as const) : null, repository };
  if (type === 'package') return { name: 'package-unsigned', args };
  return { name: unsigned === 'strong-name-only' ? 'assembly-strong-name-only' : 'assembly-unsigned', args };
}

/** An unsigned file has no signature to be broken. */
export function signatureIsBroken({ certificate, signature }: SignedFile): boolean {
  return certificate !== null && signature.intact === false;
}
