/** `subject explain`. */

import { PpmiError } from '../../domain/errors.ts';
import type { ShellTarget } from '../../domain/shell/command-line.ts';
import { explainSubject as explain, type SubjectExplanation } from '../../domain/trust/subject/explain.ts';
import type { SubjectExplainFlags } from '../../flags/compare.ts';
import type { ExplanationJson } from '../../render/json/subject.ts';
import type { Outcome } from '../../render/outcome.ts';
import { subjectExplanationText } from '../../render/text/subject-explanation.ts';
import { subjectExit } from '../../report/exit-codes.ts';

export interface PresentedClaims extends SubjectExplainFlags {
  readonly subject: string;
}

export async function explainSubject(claims: PresentedClaims, shell: ShellTarget): Promise<Outcome<ExplanationJson>> {
  const { subject, issuer = null, audience = null } = claims;
  const explained = explain(subject, issuer, audience);
  if (explained.kind === 'unrecognised' && explained.workload === null && explained.mistakes.length === 0)
    throw notASubject(subject);
  const result = await inWords(explained, shell);
  return { result, exitCode: subjectExit(result), text: subjectExplanationText };
}

function notASubject(text: string): PpmiError {
  const cut = /eid1\//i.test(text) ? ' The text begins like a subject of versions 1 and 2, but is cut off.' : '';
  return new PpmiError('usage', {
    detail: `This is not a subject that ppmi knows: expected \`/eid1/…\`, \`component:pluginassembly,…\`, or the subject of another system, such as \`repo:…\`.${cut}`,
  });
}

/** The texts of mistakes are most of the code of this command; a subject without mistakes needs none of them. */
async function inWords(explained: SubjectExplanation, shell: ShellTarget): Promise<ExplanationJson> {
  if (explained.mistakes.length === 0) return { ...explained, mistakes: [] };
  const { explanationJson } = await import('../../render/json/subject.ts');
  return explanationJson(explained, shell);
}
