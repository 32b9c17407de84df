import type { FleetJson, FleetRow } from '../render/json/fleet.ts';
import type { ReportJson } from '../render/json/report.ts';
import type { ExitCode } from './base-command.ts';

/** A bug of ours before findings, findings before "could not look": docs/interface.md. */
export function exitCodeOf({ summary, verdicts }: ReportJson, failOn: 'error' | 'warning'): ExitCode {
  if (verdicts.some(({ state }) => state === 'crashed')) return 70;
  if (summary.errors > 0 || (failOn === 'warning' && summary.warnings > 0)) return 1;
  return summary.blocked > 0 ? 2 : 0;
}

/** The same over many, the worst first. An interrupted run is that, whatever it found. */
export function exitCodeOfFleet(
  { summary, interrupted, damagedLines }: FleetJson,
  rows: readonly FleetRow[],
  failOn: 'error' | 'warning',
): ExitCode {
  if (interrupted) return 130;
  if (rows.some(({ crashed }) => crashed)) return 70;
  const warned = rows.some(({ findings }) => findings.some(({ severity }) => severity === 'warning'));
  if (summary.failed > 0 || (failOn === 'warning' && warned)) return 1;
  return summary.incomplete > 0 || damagedLines > 0 ? 2 : 0;
}
