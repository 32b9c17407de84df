import { fileFault } from '../domain/certificate/fault.ts';
import type { SignedFile } from '../domain/certificate/model.ts';
import { type MistakeJson, mistakeJson } from '../render/subject-json.ts';

/** The fault of a file as a comparison names it: at most one, and none in a file that is signed and was not changed. */
export function fileMistakes(file: SignedFile): readonly MistakeJson[] {
  const fault = fileFault(file);
  return fault === null ? [] : [mistakeJson({ ...fault, part: 'certificate', candidate: false })];
}
