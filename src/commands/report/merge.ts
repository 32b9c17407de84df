import * as Args from '@oclif/core/args';
import { BaseCommand } from '../../cli/base-command.ts';
import { failOnFlags } from '../../cli/flags.ts';
import type { FleetJson } from '../../render/json/fleet.ts';

export default class ReportMerge extends BaseCommand {
  static override summary = 'one summary of many reports';
  static override description =
    `Reads what \`doctor --ndjson\` and \`doctor --json\` wrote: parts of a fleet, or one that was resumed. The last report of a
component counts. A line that is no whole report is counted, never left out in silence.`;
  static override examples = ['<%= config.bin %> <%= command.id %> part-1.ndjson part-2.ndjson'];
  static override strict = false;
  static override args = {
    files: Args.string({ description: 'files with reports; - is standard input', required: true, ignoreStdin: true }),
  };
  static override flags = failOnFlags;

  async run(): Promise<FleetJson> {
    const { argv, flags } = await this.parse(ReportMerge);
    const { mergeReports } = await import('../../features/fleet/merge-reports.ts');
    const { fleet, rows } = await mergeReports(argv.map(String));
    const { exitCodeOfFleet } = await import('../../cli/exit-codes.ts');
    return this.finish(fleet, exitCodeOfFleet(fleet, rows, flags['fail-on']), async (style) => {
      const { fleetText } = await import('../../render/text/fleet.ts');
      return fleetText(fleet, rows, style);
    });
  }
}
