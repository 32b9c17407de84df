/** Many diagnoses as one: `ppmi.fleet/1`, schema in schemas/fleet.schema.json. */
import type { FindingJson } from '../../catalog/finding.ts';
import type { ReportJson, VerdictJson } from './report.ts';

export interface FleetJson {
  readonly schema: 'ppmi.fleet/1';
  readonly emulated: boolean;
  /** True: the run was stopped; what was not finished is not in here. */
  readonly interrupted: boolean;
  readonly summary: FleetSummary;
  /** Most frequent first. */
  readonly findings: readonly CountedFinding[];
  /** What could not be looked at, most frequent first. */
  readonly blocked: readonly CountedReason[];
  /** Lines of a file that hold no whole report; what they were about is not in here. */
  readonly damagedLines: number;
  /** Null where each was printed as a line of its own. */
  readonly reports: readonly ReportJson[] | null;
}

/** Each component counts once, by the worst that was said of it. */
export interface FleetSummary {
  readonly environments: number;
  readonly components: number;
  readonly failed: number;
  /** No error was found, but not all could be looked at; environments whose components could not be listed too. */
  readonly incomplete: number;
  readonly warned: number;
  readonly healthy: number;
}

export interface CountedFinding {
  readonly code: string;
  readonly name: string;
  readonly severity: FindingJson['severity'];
  readonly title: string;
  readonly components: number;
}

export interface CountedReason {
  readonly fact: string | null;
  readonly reason: VerdictJson['reason'];
  readonly components: number;
}

/** What a summary needs of one report, so that hundreds can be kept. */
export interface FleetRow {
  readonly emulated: boolean;
  readonly environment: string | null;
  readonly component: ReportJson['component'];
  readonly state: 'failed' | 'incomplete' | 'warned' | 'healthy';
  readonly crashed: boolean;
  readonly findings: readonly Omit<CountedFinding, 'components'>[];
  readonly blocked: readonly Omit<CountedReason, 'components'>[];
  /** What the first answer that was none said; null: all could be looked at, or nothing was said. */
  readonly detail: string | null;
}

export function fleetRow(report: ReportJson): FleetRow {
  const { summary, verdicts } = report;
  const unread = verdicts.filter(({ state }) => state === 'blocked' || state === 'crashed');
  return {
    emulated: report.emulated,
    environment: report.environment?.url ?? null,
    component: report.component,
    state: stateOf(summary),
    crashed: verdicts.some(({ state }) => state === 'crashed'),
    findings: unique(report.findings.map(({ code, name, severity, title }) => ({ code, name, severity, title }))),
    blocked: unique(unread.map(({ blockedBy, reason }) => ({ fact: blockedBy, reason }))),
    detail: unread[0]?.detail ?? null,
  };
}

function stateOf({ errors, warnings, blocked }: ReportJson['summary']): FleetRow['state'] {
  if (errors > 0) return 'failed';
  if (blocked > 0) return 'incomplete';
  return warnings > 0 ? 'warned' : 'healthy';
}

export interface FleetOptions {
  readonly interrupted?: boolean;
  readonly damagedLines?: number;
  readonly reports?: readonly ReportJson[];
}

export function fleetJson(rows: readonly FleetRow[], options: FleetOptions = {}): FleetJson {
  const inState = (state: FleetRow['state']) => rows.filter((row) => row.state === state).length;
  return {
    schema: 'ppmi.fleet/1',
    emulated: rows.some(({ emulated }) => emulated),
    interrupted: options.interrupted ?? false,
    summary: {
      environments: new Set(rows.map(({ environment }) => environment)).size,
      components: rows.filter(({ component }) => component !== null).length,
      failed: inState('failed'),
      incomplete: inState('incomplete'),
      warned: inState('warned'),
      healthy: inState('healthy'),
    },
    findings: counted(rows.flatMap(({ findings }) => findings)),
    blocked: counted(rows.flatMap(({ blocked }) => blocked)),
    damagedLines: options.damagedLines ?? 0,
    reports: options.reports ?? null,
  };
}

function unique<T>(items: readonly T[]): T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

function counted<T>(items: readonly T[]): (T & { readonly components: number })[] {
  const counts = new Map<string, T & { components: number }>();
  for (const item of items) {
    const key = JSON.stringify(item);
    const known = counts.get(key);
    if (known === undefined) counts.set(key, { ...item, components: 1 });
    else known.components += 1;
  }
  return [...counts.values()].sort((a, b) => b.components - a.components);
}
