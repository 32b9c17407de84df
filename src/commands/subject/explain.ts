import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { BaseCommand } from '../../cli/base-command.ts';
import { explainSubject, type SubjectExplanation } from '../../domain/trust/subject/explain.ts';
import type { ExplanationJson } from '../../render/json/subject.ts';
import { subjectExplanationText } from '../../render/text/subject-explanation.ts';

export default class SubjectExplain extends BaseCommand {
  static override summary = 'read a subject backwards, and name what is wrong with it';
  static override description = 'Exit code 1: a mistake shows, whatever the component.';
  static override examples = [
    "<%= config.bin %> <%= command.id %> '/eid1/c/pub/t/9_Rtmt5_VQrybrzMoT7pcg/a/qzXoWDkuqUa3l6zM5mM0Rw/n/plugin/e/7c4547dd-4bd6-e4c5-1f87-40bcd979571c/h/36acf3364902b744d15666a36145d94163c1144cbc93825e23ed9d6f35adace5'",
  ];
  static override args = {
    subject: Args.string({
      description: 'subject of a federated identity credential or of an assertion',
      required: true,
      ignoreStdin: true,
    }),
  };
  static override flags = {
    issuer: Flags.string({ summary: 'issuer that stands beside it', helpValue: 'URL' }),
    audience: Flags.string({ summary: 'audience that stands beside it', helpValue: 'URI' }),
  };

  async run(): Promise<ExplanationJson> {
    const { args, flags } = await this.parse(SubjectExplain);
    const explained = explainSubject(args.subject, flags.issuer ?? null, flags.audience ?? null);
    const result = await inWords(explained);
    return this.finish(result, result.mistakes.length > 0 ? 1 : 0, (style) => subjectExplanationText(result, style));
  }
}

/** The words of all mistakes are the larger half of this command; a right subject needs none. */
async function inWords(explained: SubjectExplanation): Promise<ExplanationJson> {
  if (explained.mistakes.length === 0) return { ...explained, mistakes: [] };
  const { explanationJson } = await import('../../render/json/subject.ts');
  return explanationJson(explained);
}
