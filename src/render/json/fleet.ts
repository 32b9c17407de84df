/** Many reports as one: `ppmi.fleet/1`, schema in schemas/fleet.schema.json. */
import type { BlockedKind, Counted, FindingKind, Fleet, FleetSummary } from '../../report/fleet.ts';
import { type ReportJson, reportJson } from './report.ts';

export interface FleetJson {
  readonly schema: 'ppmi.fleet/1';
  readonly emulated: boolean;
  readonly interrupted: boolean;
  readonly summary: FleetSummary;
  readonly findings: readonly Counted<FindingKind>[];
  readonly blocked: readonly Counted<BlockedKind>[];
  readonly damagedLines: number;
  /** Null where each was printed as a line of its own. */
  readonly reports: readonly ReportJson[] | null;
}

export function fleetJson({ emulated, interrupted, summary, findings, blocked, ...fleet }: Fleet): FleetJson {
  const { damagedLines, reports } = fleet;
  return {
    schema: 'ppmi.fleet/1',
    emulated,
    interrupted,
    summary,
    findings,
    blocked,
    damagedLines,
    reports: reports?.map(reportJson) ?? null,
  };
}
