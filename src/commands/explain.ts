import * as Args from '@oclif/core/args';
import { BaseCommand } from '../cli/base-command.ts';
import { explain } from '../features/explain/explain.ts';
import type { ExplanationJson } from '../render/json/explanation.ts';
import { explanationText } from '../render/text/explanation.ts';

export default class Explain extends BaseCommand {
  static override summary = 'Explain an error code or a name that ppmi prints';
  static override description =
    'Knows the codes and names of ppmi, the AADSTS codes of Microsoft Entra ID, and the codes that error decode shows: of Dataverse, Azure resources, TLS and network, NuGet and signtool. Works offline.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> PPMI2004',
    '<%= config.bin %> <%= command.id %> tenant-big-endian',
    '<%= config.bin %> <%= command.id %> AADSTS700213',
    '<%= config.bin %> <%= command.id %> 0x80095ffe',
    '<%= config.bin %> <%= command.id %> SELF_SIGNED_CERT_IN_CHAIN',
  ];
  static override args = {
    code: Args.string({ description: 'Code or name', required: true, ignoreStdin: true }),
  };

  async run(): Promise<ExplanationJson> {
    const { args } = await this.parse(Explain);
    const result = explain(args.code);
    return this.finish(result, 0, (style) => explanationText(result, style));
  }
}
