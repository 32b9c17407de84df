/** Files of whoever asks: named by flags, or brought by a pretended world. */
import { PpmiError } from '../domain/errors.ts';
import type { LocalFiles, OtherFile } from '../domain/facts.ts';
import type { World } from '../emulator/world/model.ts';
import { readInputFile } from './input-file.ts';
import type { PasswordFlags } from './password.ts';
import { signedFile } from './signed-file.ts';

export interface LocalFileFlags extends PasswordFlags {
  readonly assembly?: string | undefined;
  readonly 'other-file'?: readonly string[] | undefined;
}

export async function readLocalFiles(flags: LocalFileFlags, world: World | undefined): Promise<LocalFiles> {
  const { assembly, 'other-file': others } = flags;
  const [wanted, hashed] = await Promise.all([
    assembly === undefined ? null : signedFile(assembly, flags),
    Promise.all((others ?? []).map(readOtherFile)),
  ]);
  const brought = await filesOf(world);
  return {
    assembly: assembly === undefined || wanted === null ? brought.assembly : { name: assembly, file: wanted },
    others: others === undefined ? brought.others : hashed,
  };
}

/** Any file that somebody may have hashed; its certificate too, where it can be read without asking. */
export async function readOtherFile(name: string): Promise<OtherFile> {
  const { largestFile } = await import('../domain/signed-file/read.ts');
  return otherFile(name, await readInputFile(name, largestFile));
}

async function otherFile(name: string, bytes: Uint8Array): Promise<OtherFile> {
  const { readSignedFile } = await import('../domain/signed-file/read.ts');
  try {
    return { bytes, certificate: (await readSignedFile(bytes, { file: name })).certificate };
  } catch (error) {
    if (error instanceof PpmiError && bytesAlone.has(error.id)) return { bytes, certificate: null };
    throw error;
  }
}

const bytesAlone: ReadonlySet<string> = new Set(['password-missing', 'file-not-recognised', 'certificate-not-in-file']);

/** What lies on the disk of whoever works in the pretended world. */
async function filesOf(world: World | undefined): Promise<LocalFiles> {
  if (world?.localFiles === undefined) return { assembly: null, others: [] };
  const { assembly, others = [] } = world.localFiles;
  const bytes = (base64: string) => Buffer.from(base64, 'base64');
  const { readSignedFile } = await import('../domain/signed-file/read.ts');
  return {
    assembly:
      assembly === undefined
        ? null
        : { name: assembly.name, file: await readSignedFile(bytes(assembly.base64), { file: assembly.name }) },
    others: await Promise.all(others.map(({ name, base64 }) => otherFile(name, bytes(base64)))),
  };
}
