import type { SignedFile } from './model.ts';
import { Unreadable } from './unreadable.ts';

export function readPfx(_bytes: Uint8Array, _password: string | null): SignedFile {
  throw new Unreadable('file-not-recognised', 'PFX files are not read yet');
}
