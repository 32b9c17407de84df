import type { SignedFile } from '../domain/certificate/model.ts';
import { type MistakeJson, mistakeJson } from '../render/subject-json.ts';

/** The fault of a file that presents nothing, as a comparison names it. */
export function unsignedMistake({ kind, unsigned }: SignedFile): MistakeJson {
  const assembly = unsigned === 'strong-name-only' ? 'assembly-strong-name-only' : 'assembly-unsigned';
  const name = kind === 'package' ? 'package-unsigned' : assembly;
  return mistakeJson({ name, part: 'certificate', args: {}, candidate: false });
}
