import * as Args from '@oclif/core/args';
import { BaseCommand } from '../../cli/base-command.ts';
import { failOnFlags } from '../../cli/flags.ts';
import type { FleetJson } from '../../render/json/fleet.ts';

export default class ReportMerge extends BaseCommand {
  static override summary = 'Summarize saved reports';
  static override description =
    `Reads what \`doctor --ndjson\` and \`doctor --json\` wrote: the parts of a fleet, or one that was resumed. The last report of a
component counts. A line that is not a complete report is counted and reported.`;
  static override examples = ['<%= config.bin %> <%= command.id %> part-1.ndjson part-2.ndjson'];
  static override strict = false;
  static override args = {
    files: Args.string({ description: 'Files with reports; - is standard input', required: true, ignoreStdin: true }),
  };
  static override flags = failOnFlags;

  async run(): Promise<FleetJson> {
    const { argv, flags } = await this.parse(ReportMerge);
    const [{ mergeReports }, { fleetExit }, { fleetJson }] = await Promise.all([
      import('../../features/fleet/merge-reports.ts'),
      import('../../report/exit-codes.ts'),
      import('../../render/json/fleet.ts'),
    ]);
    const fleet = await mergeReports(argv.map(String));
    return this.finish(fleetJson(fleet), fleetExit(fleet, flags['fail-on']), async (style) => {
      const { fleetText } = await import('../../render/text/fleet.ts');
      return fleetText(fleet, style);
    });
  }
}
