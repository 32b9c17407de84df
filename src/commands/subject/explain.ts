import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { BaseCommand } from '../../cli/base-command.ts';
import { PpmiError } from '../../domain/errors.ts';
import { explainSubject, type SubjectExplanation } from '../../domain/trust/subject/explain.ts';
import type { ExplanationJson } from '../../render/json/subject.ts';
import { subjectExplanationText } from '../../render/text/subject-explanation.ts';

export default class SubjectExplain extends BaseCommand {
  static override summary = 'Explain what each segment of a subject means, and find mistakes in it';
  static override description =
    'Exit code 1: the subject contains a mistake, whatever component it is for. Exit code 2: the text is not a subject.';
  static override examples = [
    "<%= config.bin %> <%= command.id %> '/eid1/c/pub/t/9_Rtmt5_VQrybrzMoT7pcg/a/qzXoWDkuqUa3l6zM5mM0Rw/n/plugin/e/7c4547dd-4bd6-e4c5-1f87-40bcd979571c/h/36acf3364902b744d15666a36145d94163c1144cbc93825e23ed9d6f35adace5'",
  ];
  static override args = {
    subject: Args.string({
      description: 'Subject of a federated identity credential or of an assertion',
      required: true,
      ignoreStdin: true,
    }),
  };
  static override flags = {
    issuer: Flags.string({ summary: 'Issuer of the same credential', helpValue: 'URL' }),
    audience: Flags.string({ summary: 'Audience of the same credential', helpValue: 'URI' }),
  };

  async run(): Promise<ExplanationJson> {
    const { args, flags } = await this.parse(SubjectExplain);
    const explained = explainSubject(args.subject, flags.issuer ?? null, flags.audience ?? null);
    if (explained.kind === 'unrecognised' && explained.workload === null) throw notASubject(args.subject);
    const result = await inWords(explained);
    return this.finish(result, result.mistakes.length > 0 ? 1 : 0, (style) => subjectExplanationText(result, style));
  }
}

function notASubject(text: string): PpmiError {
  const cut = /eid1\//i.test(text) ? ' The text begins like a subject of versions 1 and 2, but is cut off.' : '';
  return new PpmiError('usage', {
    detail: `This is not a subject that ppmi knows: expected \`/eid1/…\`, \`component:pluginassembly,…\`, or the subject of another system, such as \`repo:…\`.${cut}`,
  });
}

/** The words of all mistakes are the larger half of this command; a subject without mistakes needs none. */
async function inWords(explained: SubjectExplanation): Promise<ExplanationJson> {
  if (explained.mistakes.length === 0) return { ...explained, mistakes: [] };
  const { explanationJson } = await import('../../render/json/subject.ts');
  return explanationJson(explained);
}
