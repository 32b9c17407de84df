import type { ShellTarget } from '../../domain/shell/command-line.ts';
import type { SignedFile } from '../../domain/signed-file/model.ts';
import { fileFault } from '../../domain/signed-file/verdict.ts';
import { findingMistakeJson, type MistakeJson } from '../../render/json/subject.ts';

/** The problem of a file as one mistake of a comparison; none for a file with an intact signature. */
export function fileMistakes(file: SignedFile, shell: ShellTarget): readonly MistakeJson[] {
  const fault = fileFault(file);
  return fault === null ? [] : [findingMistakeJson(fault, 'certificate', shell)];
}
