/** The result of a diagnosis before rendering: findings in the words of the catalog, counts, and what was checked. */
import { detailOf } from '../catalog/error-text.ts';
import { type FindingJson, presentFinding, type RunContext } from '../catalog/finding.ts';
import { unknownContext } from '../catalog/printer.ts';
import type { CloudId } from '../domain/cloud/cloud-id.ts';
import type { Diagnosis, Finding, Severity, Verdict, VerdictState } from '../domain/diagnosis.ts';
import type { Step } from '../domain/plan.ts';
import type { ComponentType } from '../domain/trust/trust.ts';
import { type BlockedReason, reasonOf } from '../domain/unread.ts';
import type { FollowUp } from './follow-up.ts';

export type ReportFinding = FindingJson;

/** Why a check could not judge. */
export interface Blocked {
  /** The fact that could not be read or judged. */
  readonly fact: string;
  /** Null: written by a version of ppmi that had a reason which this one does not know. */
  readonly reason: BlockedReason | null;
  readonly permission: string | null;
  readonly grantedBy: string | null;
  readonly detail: string | null;
  /** The network finding that names the cause; null: something else is the cause, or it is not known. */
  readonly finding: FindingJson | null;
}

export interface ReportVerdict {
  readonly check: string;
  readonly title: string;
  readonly state: VerdictState;
  /** Null unless blocked or crashed. */
  readonly blocked: Blocked | null;
}

export interface Summary {
  /** Findings that are errors, or that an error follows from. */
  readonly errors: number;
  readonly warnings: number;
  readonly passed: number;
  /** Checks that could not judge, for whatever reason; never counted as passed. */
  readonly blocked: number;
}

/** What was looked at; null: could not be read, or is not there. */
export interface ReportTarget {
  readonly environment: { readonly url: string; readonly id: string | null; readonly name: string | null } | null;
  readonly component: { readonly type: ComponentType; readonly id: string; readonly name: string } | null;
  readonly record: { readonly id: string; readonly name: string; readonly version: number | null } | null;
  readonly application: { readonly applicationId: string; readonly name: string | null } | null;
  readonly cloud: CloudId | null;
  readonly tenantId: string | null;
}

/** Null: not known. `user` null: an application signed in as itself. */
export interface SignedInAs {
  readonly tenantId: string | null;
  readonly clientId: string | null;
  readonly user: string | null;
}

export interface Tool {
  readonly version: string;
  /** ISO time of the run. */
  readonly at: string;
}

export interface Report {
  /** True: the results are about the built-in emulator, not about a real tenant. */
  readonly emulated: boolean;
  readonly target: ReportTarget;
  readonly signedInAs: SignedInAs | null;
  /** Null in a report that an older version of ppmi wrote. */
  readonly tool: Tool | null;
  readonly summary: Summary;
  /** Cause first. */
  readonly findings: readonly ReportFinding[];
  readonly verdicts: readonly ReportVerdict[];
  /** For the commands that a text suggests; null in a report that was read back. */
  readonly followUp: FollowUp | null;
}

export interface ReportContext {
  readonly emulated: boolean;
  readonly target?: Partial<ReportTarget>;
  readonly signedInAs?: SignedInAs | null;
  readonly tool?: Tool | null;
  /** What the commands of a fix are filled with. */
  readonly run?: RunContext;
  /** Requests that the fixes print. */
  readonly steps?: ReadonlyMap<Finding, readonly Step[]>;
  /** Whether a repair has a step for it; absent: nothing was planned. */
  readonly isPlanned?: (finding: Finding) => boolean;
  /** Whether the plan leaves it, with a reason that `ppmi repair` prints. */
  readonly isLeft?: (finding: Finding) => boolean;
}

export const noTarget: ReportTarget = {
  environment: null,
  component: null,
  record: null,
  application: null,
  cloud: null,
  tenantId: null,
};

export function summarize(diagnosis: Diagnosis, context: ReportContext): Report {
  const findings = diagnosis.findings.map((finding) => reportFinding(finding, context));
  const verdicts = diagnosis.verdicts.map((verdict) => reportVerdict(verdict, context.run ?? unknownRun));
  return {
    emulated: context.emulated,
    target: { ...noTarget, ...context.target },
    signedInAs: context.signedInAs ?? null,
    tool: context.tool ?? null,
    summary: summaryOf(findings, verdicts),
    findings,
    verdicts,
    followUp: context.run === undefined ? null : { shell: context.run.shell, target: context.run.target },
  };
}

export function summaryOf(findings: readonly ReportFinding[], verdicts: readonly ReportVerdict[]): Summary {
  const worst = findings.map(worstSeverity);
  const inState = (...states: VerdictState[]) => verdicts.filter(({ state }) => states.includes(state)).length;
  return {
    errors: worst.filter((severity) => severity === 'error').length,
    warnings: worst.filter((severity) => severity === 'warning').length,
    passed: inState('passed'),
    blocked: inState('blocked', 'crashed'),
  };
}

const bySeverity: readonly Severity[] = ['error', 'warning', 'info'];

/** Of the finding itself and of everything that follows from it. */
export function worstSeverity(finding: Pick<ReportFinding, 'severity' | 'consequences'>): Severity {
  const all = [finding.severity, ...finding.consequences.map(worstSeverity)];
  return bySeverity.find((severity) => all.includes(severity)) ?? 'info';
}

const unknownRun = unknownContext({ shell: 'bash', windows: false });

function reportFinding(finding: Diagnosis['findings'][number], context: ReportContext): ReportFinding {
  const { run = unknownRun, steps, isPlanned = () => false, isLeft } = context;
  const planned = isPlanned(finding);
  const present = (each: Finding, repairable: boolean): ReportFinding => ({
    ...presentFinding(each, run, (one) => steps?.get(one) ?? null, isLeft),
    repairable,
    consequences: [],
  });
  return {
    ...present(finding, planned),
    // Repairing the cause makes it go away.
    consequences: finding.consequences.map((each) => present(each, planned || isPlanned(each))),
  };
}

function reportVerdict({ check, title, state, blockedBy }: Verdict, run: RunContext): ReportVerdict {
  return { check, title, state, blocked: blockedBy === null ? null : blockedOf(blockedBy, run) };
}

function blockedOf(blockedBy: NonNullable<Verdict['blockedBy']>, run: RunContext): Blocked {
  if (!('error' in blockedBy)) return { ...blockedBy, permission: null, grantedBy: null, finding: null };
  const { fact, error } = blockedBy;
  return {
    fact,
    reason: reasonOf(error),
    permission: text(error.args.permission),
    grantedBy: text(error.args.who),
    detail: detailOf(error),
    finding: error.finding === null ? null : presentFinding(error.finding, run),
  };
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
