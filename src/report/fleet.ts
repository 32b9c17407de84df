/** Many reports as one: a row each, so that hundreds can be kept, and the counts over all. */
import type { ComponentType } from '../domain/trust/trust.ts';
import type { BlockedReason } from '../domain/unread.ts';
import type { FollowUp } from './follow-up.ts';
import { type Report, type ReportFinding, worstSeverity } from './report.ts';

/** Each component counts once, by its worst finding. */
export interface FleetSummary {
  readonly environments: number;
  readonly components: number;
  readonly failed: number;
  /** No error was found, but some checks could not run; also an environment whose components could not be listed. */
  readonly incomplete: number;
  readonly warned: number;
  readonly healthy: number;
}

export interface FindingKind {
  readonly code: string;
  readonly name: string;
  readonly severity: ReportFinding['severity'];
  readonly title: string;
}

export interface BlockedKind {
  readonly fact: string | null;
  readonly reason: BlockedReason | null;
}

export type Counted<T> = T & { readonly components: number };

export interface FleetRow {
  readonly emulated: boolean;
  readonly environment: string | null;
  readonly component: { readonly type: ComponentType; readonly id: string; readonly name: string } | null;
  readonly state: 'failed' | 'incomplete' | 'warned' | 'healthy';
  /** A warning was found, whatever else. */
  readonly warned: boolean;
  readonly crashed: boolean;
  readonly findings: readonly FindingKind[];
  readonly blocked: readonly BlockedKind[];
  /** Why the first check was blocked, in the words of the service; null: none was blocked, or the service gave no reason. */
  readonly detail: string | null;
  /** Of its full report; null: a saved one. */
  readonly followUp: FollowUp | null;
}

export interface Fleet {
  readonly emulated: boolean;
  /** The run was stopped; what was not finished is not in here. */
  readonly interrupted: boolean;
  readonly summary: FleetSummary;
  readonly rows: readonly FleetRow[];
  /** Most frequent first. */
  readonly findings: readonly Counted<FindingKind>[];
  readonly blocked: readonly Counted<BlockedKind>[];
  /** Lines of a file that hold no whole report; what they were about is not in here. */
  readonly damagedLines: number;
  /** Null where each was printed as a line of its own. */
  readonly reports: readonly Report[] | null;
}

export function fleetRow(report: Report): FleetRow {
  const { target, findings } = report;
  const blocked = report.verdicts.flatMap(({ state, blocked: why }) =>
    state === 'blocked' || state === 'crashed' ? [why] : [],
  );
  return {
    emulated: report.emulated,
    environment: target.environment?.url ?? null,
    component: target.component,
    state: stateOf(report),
    warned: findings.some((finding) => worstSeverity(finding) === 'warning'),
    crashed: report.verdicts.some(({ state }) => state === 'crashed'),
    findings: unique(findings.map(({ code, name, severity, title }) => ({ code, name, severity, title }))),
    blocked: unique(blocked.map((why) => ({ fact: why?.fact ?? null, reason: why?.reason ?? null }))),
    detail: blocked[0]?.detail ?? null,
    followUp: report.followUp,
  };
}

function stateOf({ summary: { errors, warnings, blocked }, findings, verdicts }: Report): FleetRow['state'] {
  if (errors > 0) return 'failed';
  // A saved report without any check says nothing, which is not the same as healthy.
  if (blocked > 0 || (findings.length === 0 && verdicts.length === 0)) return 'incomplete';
  return warnings > 0 ? 'warned' : 'healthy';
}

export type FleetOptions = Partial<Pick<Fleet, 'emulated' | 'interrupted' | 'damagedLines' | 'reports'>>;

export function summarizeFleet(rows: readonly FleetRow[], options: FleetOptions = {}): Fleet {
  const inState = (state: FleetRow['state']) => rows.filter((row) => row.state === state).length;
  return {
    emulated: options.emulated ?? rows.some(({ emulated }) => emulated),
    interrupted: options.interrupted ?? false,
    summary: {
      environments: new Set(rows.map(({ environment }) => environment)).size,
      components: rows.filter(({ component }) => component !== null).length,
      failed: inState('failed'),
      incomplete: inState('incomplete'),
      warned: inState('warned'),
      healthy: inState('healthy'),
    },
    rows,
    findings: counted(rows.flatMap(({ findings }) => findings)),
    blocked: counted(rows.flatMap(({ blocked }) => blocked)),
    damagedLines: options.damagedLines ?? 0,
    reports: options.reports ?? null,
  };
}

function unique<T>(items: readonly T[]): T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

function counted<T>(items: readonly T[]): Counted<T>[] {
  const counts = new Map<string, T & { components: number }>();
  for (const item of items) {
    const key = JSON.stringify(item);
    const known = counts.get(key);
    if (known === undefined) counts.set(key, { ...item, components: 1 });
    else known.components += 1;
  }
  return [...counts.values()].sort((a, b) => b.components - a.components);
}
