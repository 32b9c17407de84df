/** `subject diff`: for a local file, or for a component that is registered in an environment. */
import type { SubjectDiffFlags } from '../../flags/compare.ts';
import type { FailOnFlags } from '../../flags/shared.ts';
import type { SubjectDiffJson } from '../../render/json/subject.ts';
import type { Outcome } from '../../render/outcome.ts';
import { diffText } from '../../render/text/diff.ts';
import { diffExit } from '../../report/exit-codes.ts';
import type { CommandContext } from '../../session/command-context.ts';
import type { SessionFlags } from '../../session/session.ts';
import { fileDiff } from './file-diff.ts';

type SubjectDiffOptions = SessionFlags & SubjectDiffFlags & FailOnFlags;

export async function compareSubjects(
  context: CommandContext,
  file: string | undefined,
  flags: SubjectDiffOptions,
): Promise<Outcome<SubjectDiffJson>> {
  const result = file === undefined ? await compareLive(context, flags) : await fileDiff(file, flags, context.shell);
  return { result, exitCode: diffExit(result, flags['fail-on']), text: diffText };
}

async function compareLive(context: CommandContext, flags: SubjectDiffOptions): Promise<SubjectDiffJson> {
  const { liveDiff } = await import('./live-diff.ts');
  return liveDiff(context, flags);
}
