/** `report merge`. */
import { type FleetJson, fleetJson } from '../../render/json/fleet.ts';
import type { Outcome } from '../../render/outcome.ts';
import { fleetText } from '../../render/text/fleet.ts';
import { type FailOn, fleetExit } from '../../report/exit-codes.ts';
import { type Fleet, fleetRow, summarizeFleet } from '../../report/fleet.ts';
import { latest, readReports } from './report-file.ts';

export async function mergeSavedReports(files: readonly string[], failOn: FailOn): Promise<Outcome<FleetJson>> {
  const fleet = await mergeReports(files);
  return {
    result: fleetJson(fleet),
    exitCode: fleetExit(fleet, failOn),
    text: (_result, style) => fleetText(fleet, style),
  };
}

/** Files in the order given, oldest first: the last report of a component wins. */
export async function mergeReports(files: readonly string[]): Promise<Fleet> {
  const read = [];
  for (const file of files) read.push(await readReports(file));
  const reports = latest(read.flatMap((each) => each.reports));
  const damagedLines = read.reduce((sum, each) => sum + each.damagedLines, 0);
  return summarizeFleet(reports.map(fleetRow), { damagedLines, reports });
}
