import type { ReportJson } from '../render/report-json.ts';
import type { ExitCode } from './base-command.ts';

/** A bug of ours before findings, findings before "could not look": docs/interface.md. */
export function exitCodeOf({ summary, verdicts }: ReportJson, failOn: 'error' | 'warning'): ExitCode {
  if (verdicts.some(({ state }) => state === 'crashed')) return 70;
  if (summary.errors > 0 || (failOn === 'warning' && summary.warnings > 0)) return 1;
  return summary.blocked > 0 ? 2 : 0;
}
