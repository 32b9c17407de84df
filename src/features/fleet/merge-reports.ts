import { type Fleet, fleetRow, summarizeFleet } from '../../report/fleet.ts';
import { latest, readReports } from './report-file.ts';

/** Files in the order given, oldest first: the last report of a component counts. */
export async function mergeReports(files: readonly string[]): Promise<Fleet> {
  const read = [];
  for (const file of files) read.push(await readReports(file));
  const reports = latest(read.flatMap((each) => each.reports));
  const damagedLines = read.reduce((sum, each) => sum + each.damagedLines, 0);
  return summarizeFleet(reports.map(fleetRow), { damagedLines, reports });
}
