/** `subject diff`: of a local file, or of a component that is registered in an environment. */
import type { ExitCode } from '../../domain/exit-code.ts';
import type { DiffJson, SubjectDiffJson } from '../../render/json/subject.ts';
import type { Outcome } from '../../render/outcome.ts';
import { diffText } from '../../render/text/diff.ts';
import type { CommandContext } from '../../session/command-context.ts';
import { type FileDiffFlags, fileDiff } from './file-diff.ts';
import type { LiveDiffFlags } from './live-diff.ts';

export interface SubjectDiffFlags extends FileDiffFlags, LiveDiffFlags {
  readonly 'trust-version'?: '0' | '1' | '2' | undefined;
  readonly 'other-file'?: readonly string[] | undefined;
  readonly 'fail-on': 'error' | 'warning';
}

export async function compareSubjects(
  context: CommandContext,
  file: string | undefined,
  flags: SubjectDiffFlags,
): Promise<Outcome<SubjectDiffJson>> {
  const result = file === undefined ? await compareLive(context, flags) : await fileDiff(file, flags, context.shell);
  return { result, exitCode: diffExitCode(result, flags['fail-on']), text: diffText };
}

async function compareLive(context: CommandContext, flags: SubjectDiffFlags): Promise<SubjectDiffJson> {
  const { liveDiff } = await import('./live-diff.ts');
  return liveDiff(context, flags);
}

/** 1: different, or the file itself has a fault. 2: the expected value cannot be predicted, as for a check that could not run. */
export function diffExitCode(
  { equal, mistakes, warning }: Pick<DiffJson, 'equal' | 'mistakes' | 'warning'>,
  failOn: 'error' | 'warning',
): ExitCode {
  if (equal === false || mistakes.length > 0 || (failOn === 'warning' && warning !== null)) return 1;
  return equal === null ? 2 : 0;
}
