/** `subject diff`: for a local file, or for a component that is registered in an environment. */
import type { SubjectDiffJson } from '../../render/json/subject.ts';
import type { Outcome } from '../../render/outcome.ts';
import { diffText } from '../../render/text/diff.ts';
import { diffExit } from '../../report/exit-codes.ts';
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
  return { result, exitCode: diffExit(result, flags['fail-on']), text: diffText };
}

async function compareLive(context: CommandContext, flags: SubjectDiffFlags): Promise<SubjectDiffJson> {
  const { liveDiff } = await import('./live-diff.ts');
  return liveDiff(context, flags);
}
