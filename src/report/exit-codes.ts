/** Every decision about the exit code of the process: docs/interface.md. Errors carry their own (`PpmiError`). */
import type { ExitCode } from '../domain/exit-code.ts';
import type { Fleet } from './fleet.ts';
import type { Report } from './report.ts';

export type { ExitCode };

export type FailOn = 'error' | 'warning';

/** A bug of ppmi before findings, findings before checks that could not run. */
export function reportExit({ summary, verdicts }: Pick<Report, 'summary' | 'verdicts'>, failOn: FailOn): ExitCode {
  if (verdicts.some(({ state }) => state === 'crashed')) return 70;
  if (summary.errors > 0 || (failOn === 'warning' && summary.warnings > 0)) return 1;
  return summary.blocked > 0 ? 2 : 0;
}

/** The same over many reports, the worst first. An interrupted run is that, whatever it found. */
export function fleetExit({ summary, rows, interrupted, damagedLines }: Fleet, failOn: FailOn): ExitCode {
  if (interrupted) return 130;
  if (rows.some(({ crashed }) => crashed)) return 70;
  if (summary.failed > 0 || (failOn === 'warning' && rows.some(({ warned }) => warned))) return 1;
  return summary.incomplete > 0 || damagedLines > 0 ? 2 : 0;
}

export interface RepairOutcome {
  /** A step failed. */
  readonly failed: boolean;
  /** At the question whether to apply the plan, or between two steps. */
  readonly interrupted: boolean;
  readonly before: Report;
  /** What was verified after the steps; null: nothing was applied, so `before` is the last word. */
  readonly after: { readonly report: Report; readonly exchange: 'succeeded' | 'failed' | 'not-run' } | null;
}

/** 0 only when the checks find nothing any more and the exchange, where one can be run, succeeded. */
export function repairExit({ failed, interrupted, before, after }: RepairOutcome): ExitCode {
  if (interrupted) return 130;
  if (failed) return 2;
  if (after === null) return reportExit(before, 'error');
  const checked = reportExit(after.report, 'error');
  return checked === 0 && after.exchange === 'failed' ? 1 : checked;
}

/** `equal` null: what is right cannot be predicted. Mistakes include those of the file itself. */
export interface DiffOutcome {
  readonly equal: boolean | null;
  readonly mistakes: readonly unknown[];
  readonly warning: unknown;
}

export function diffExit({ equal, mistakes, warning }: DiffOutcome, failOn: FailOn): ExitCode {
  if (equal === false || mistakes.length > 0 || (failOn === 'warning' && warning !== null)) return 1;
  return equal === null ? 2 : 0;
}

/** A file that is not signed, or whose signature is broken. */
export const fileExit = (fault: unknown): ExitCode => (fault === null ? 0 : 1);

export const subjectExit = ({ mistakes }: { readonly mistakes: readonly unknown[] }): ExitCode =>
  mistakes.length > 0 ? 1 : 0;

export interface AccessOutcome {
  readonly allowed: boolean | null;
  readonly resource: { readonly kind: string };
}

/** The roles of other resources than vaults are listed, not judged. */
export function accessExit({ allowed, resource }: AccessOutcome): ExitCode {
  if (allowed === null) return resource.kind === 'azure' ? 0 : 2;
  return allowed ? 0 : 1;
}

export interface ConnectivityOutcome {
  readonly endpoints: readonly { readonly need: string; readonly ok: boolean | null }[];
  readonly findings: readonly { readonly severity: string }[];
  /** Null or absent: not requested. */
  readonly environmentSide?: {
    readonly asked: boolean;
    readonly endpoints: readonly { readonly ok: boolean | null }[];
  } | null;
}

export function connectivityExit(
  { endpoints, findings, environmentSide }: ConnectivityOutcome,
  failOn: FailOn,
): ExitCode {
  const severities = failOn === 'warning' ? ['error', 'warning'] : ['error'];
  if (findings.some(({ severity }) => severities.includes(severity))) return 1;
  const unknown =
    environmentSide != null && (!environmentSide.asked || environmentSide.endpoints.some(({ ok }) => ok === null));
  return unknown || endpoints.some(({ need, ok }) => need !== 'should' && ok !== true) ? 2 : 0;
}

export const exchangeExit = ({ succeeded }: { readonly succeeded: boolean }): ExitCode => (succeeded ? 0 : 1);

/** `env list`: one list that answered is enough. */
export const listsExit = (answers: readonly { readonly ok: boolean }[]): ExitCode =>
  answers.some(({ ok }) => ok) ? 0 : 2;

/** `identity show`: the record is shown although its application could not be read. */
export const identityExit = ({ unread }: { readonly unread: unknown }): ExitCode => (unread === null ? 0 : 2);

export interface ChangeOutcome {
  readonly error: unknown;
  readonly interrupted: boolean;
  /** Steps that reading does not show. */
  readonly unconfirmed: readonly unknown[];
  readonly proof: { readonly exchange: 'succeeded' | 'failed' | 'not-run' } | null;
}

/** A change that the user asked for, without a finding: applied and verified, or not. */
export function changeExit({ error, interrupted, unconfirmed, proof }: ChangeOutcome): ExitCode {
  if (interrupted) return 130;
  if (error !== null) return 2;
  return unconfirmed.length > 0 || proof?.exchange === 'failed' ? 1 : 0;
}

/** The undo of a run. */
export const undoExit = ({ error, interrupted }: Pick<ChangeOutcome, 'error' | 'interrupted'>): ExitCode =>
  changeExit({ error, interrupted, unconfirmed: [], proof: null });

/** The user declined at a prompt, or interrupted it. `otherwise`: the code after "no", when everything is as before. */
export const declinedExit = (answer: 'no' | 'interrupted', otherwise: ExitCode = 2): ExitCode =>
  answer === 'interrupted' ? 130 : otherwise;

/** Several components, each with a code of its own: the highest counts, which is that of an interrupt. */
export const worstExit = (codes: readonly ExitCode[]): ExitCode => Math.max(0, ...codes) as ExitCode;
