/** A fleet from its first component to its summary, with what an earlier run has finished. */
import { type FleetJson, type FleetRow, fleetJson, fleetRow } from '../../render/json/fleet.ts';
import type { ReportJson } from '../../render/json/report.ts';
import type { SessionFlags } from '../../session/session.ts';
import type { Interrupt } from './interrupt.ts';
import type { Fleet } from './open-fleet.ts';
import type { Progress } from './progress.ts';
import { isFinished, keyOf, latest, type ReportFile } from './report-file.ts';
import { runFleet } from './run.ts';
import { isInShard, parseShard } from './targets.ts';

export interface FleetRunOptions {
  readonly flags: SessionFlags & { readonly shard?: string | undefined };
  /** What `--resume` names. */
  readonly before: ReportFile | null;
  /** Whole reports are kept for the summary; else a row each. */
  readonly keepReports: boolean;
  readonly interrupt: Interrupt;
  readonly progress: Progress;
  onReport(report: ReportJson): void;
}

export interface FleetRun {
  readonly fleet: FleetJson;
  readonly rows: readonly FleetRow[];
}

export async function diagnoseFleet(fleet: Fleet, options: FleetRunOptions): Promise<FleetRun> {
  const { flags, before, keepReports, interrupt, progress } = options;
  const shard = parseShard(flags.shard ?? '1/1');
  const finished = latest(before?.reports ?? []).filter(isFinished);
  const done = new Set(
    finished.map(({ environment, component }) => keyOf(environment?.url ?? '', component?.id ?? null)),
  );
  const rows = finished.map(fleetRow);
  const reports = keepReports ? [...finished] : [];

  const run = runFleet({
    ...fleet,
    flags,
    signal: interrupt.signal,
    wanted: (key) => isInShard(shard, key) && !done.has(key),
    onListed: progress.listed,
    onReport(report) {
      const row = fleetRow(report);
      rows.push(row);
      if (keepReports) reports.push(report);
      options.onReport(report);
      progress.done(row);
    },
  });
  await Promise.race([run, interrupt.happened]);
  progress.stop();
  const interrupted = interrupt.signal.aborted;
  return { fleet: fleetJson(rows, { interrupted, ...(keepReports && { reports }) }), rows };
}
