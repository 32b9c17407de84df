import * as Args from '@oclif/core/args';
import { type Explanation, explanation } from '../catalog/explanation.ts';
import { BaseCommand } from '../cli/base-command.ts';
import { explanationText } from '../render/text/explanation.ts';

export default class Explain extends BaseCommand {
  static override summary = 'explain a code of ppmi or of Microsoft Entra ID, offline';
  static override examples = [
    '<%= config.bin %> <%= command.id %> PPMI2004',
    '<%= config.bin %> <%= command.id %> tenant-big-endian',
    '<%= config.bin %> <%= command.id %> AADSTS700213',
  ];
  static override args = {
    code: Args.string({ description: 'code, or name of a finding', required: true, ignoreStdin: true }),
  };

  async run(): Promise<Explanation> {
    const { args } = await this.parse(Explain);
    const result = explanation(args.code);
    return this.finish(result, 0, (style) => explanationText(result, style));
  }
}
