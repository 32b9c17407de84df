import * as Flags from '@oclif/core/flags';
import { BaseCommand } from '../../cli/base-command.ts';
import { areas } from '../../domain/entra-errors/codes.ts';
import { type CodeJson, codesJson } from '../../render/json/errors.ts';

export default class ErrorList extends BaseCommand {
  static override summary = 'List the AADSTS codes that ppmi knows, with name and area';
  static override description =
    'Areas are assigned by ppmi, from the point of view of a workload that exchanges a federated assertion. The list holds the codes of Microsoft’s reference page, and codes that were printed, documented or looked up elsewhere.';
  static override examples = ['<%= config.bin %> <%= command.id %> --area federation'];
  static override flags = {
    area: Flags.option({ options: areas })({ summary: 'List only codes of this area' }),
  };

  async run(): Promise<{ codes: readonly CodeJson[] }> {
    const { flags } = await this.parse(ErrorList);
    const result = { codes: codesJson(flags.area) };
    return this.finish(result, 0, async (style) => {
      const { codesText } = await import('../../render/text/errors.ts');
      return codesText(result.codes, style);
    });
  }
}
