import { fleetJson, fleetRow } from '../../render/json/fleet.ts';
import type { FleetRun } from './diagnose-fleet.ts';
import { latest, readReports } from './report-file.ts';

/** Files in the order given, oldest first: the last report of a component counts. */
export async function mergeReports(files: readonly string[]): Promise<FleetRun> {
  const read = [];
  for (const file of files) read.push(await readReports(file));
  const reports = latest(read.flatMap((each) => each.reports));
  const rows = reports.map(fleetRow);
  const damagedLines = read.reduce((sum, each) => sum + each.damagedLines, 0);
  return { fleet: fleetJson(rows, { damagedLines, reports }), rows };
}
