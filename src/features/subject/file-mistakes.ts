import type { ShellTarget } from '../../domain/shell/command-line.ts';
import type { SignedFile } from '../../domain/signed-file/model.ts';
import { fileFault } from '../../domain/signed-file/verdict.ts';
import { findingMistakeJson, type MistakeJson } from '../../render/json/subject.ts';

/** The fault of a file as a comparison names it: at most one, and none in a file that is signed and was not changed. */
export function fileMistakes(file: SignedFile, shell: ShellTarget): readonly MistakeJson[] {
  const fault = fileFault(file);
  return fault === null ? [] : [findingMistakeJson(fault, 'certificate', shell)];
}
