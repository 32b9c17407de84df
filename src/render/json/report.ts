/** A diagnosis as `doctor --json` prints it: `ppmi.report/1`, schema in schemas/report.schema.json. */
import { type FindingJson, presentFinding, type RunContext } from '../../catalog/finding.ts';
import { unknownContext } from '../../catalog/printer.ts';
import type { BlockedReason, Diagnosis, Finding, Verdict, VerdictState } from '../../domain/diagnosis.ts';
import type { ComponentFact } from '../../domain/facts.ts';
import type { Step } from '../../domain/plan.ts';
import type { ComponentType } from '../../domain/trust/trust.ts';
import { reasonOf } from '../../domain/unread.ts';

export interface VerdictJson {
  readonly check: string;
  readonly title: string;
  readonly state: VerdictState;
  /** The fact that could not be read or judged; null unless blocked or crashed. */
  readonly blockedBy: string | null;
  readonly reason: BlockedReason | null;
  readonly permission: string | null;
  readonly grantedBy: string | null;
  readonly detail: string | null;
}

export interface ReportJson {
  readonly schema: 'ppmi.report/1';
  /** True when a pretended cloud was asked; nothing in the report is about a real one then. */
  readonly emulated: boolean;
  /** `id` null: could not be read. Null where no environment was asked. */
  readonly environment: { readonly url: string; readonly id: string | null } | null;
  /** Null when it could not be found out which one is meant. */
  readonly component: { readonly type: ComponentType; readonly id: string; readonly name: string } | null;
  readonly summary: Summary;
  /** Cause first. */
  readonly findings: readonly FindingJson[];
  readonly verdicts: readonly VerdictJson[];
}

export interface Summary {
  readonly errors: number;
  readonly warnings: number;
  readonly passed: number;
  /** Checks that could not judge, for whatever reason; never counted as passed. */
  readonly blocked: number;
}

export interface ReportOptions {
  readonly emulated: boolean;
  readonly environment?: { readonly url: string; readonly id?: string };
  readonly component?: ComponentFact;
  /** What the commands of a fix are filled with. */
  readonly context?: RunContext;
  /** Steps that a repair plans for each finding. */
  readonly steps?: ReadonlyMap<Finding, readonly Step[]>;
}

export function reportJson(diagnosis: Diagnosis, options: ReportOptions): ReportJson {
  const { emulated, environment, component, steps } = options;
  const context = options.context ?? unknownContext({ shell: 'bash', windows: false });
  const findings = diagnosis.findings.map((finding) =>
    presentFinding(finding, context, (each) => steps?.get(each) ?? null),
  );
  const verdicts = diagnosis.verdicts.map(verdictJson);
  const inState = (...states: VerdictState[]) => verdicts.filter(({ state }) => states.includes(state)).length;
  return {
    schema: 'ppmi.report/1',
    emulated,
    environment: environment === undefined ? null : { url: environment.url, id: environment.id ?? null },
    component: component === undefined ? null : { type: component.type, id: component.id, name: component.name },
    summary: {
      errors: findings.filter(({ severity }) => severity === 'error').length,
      warnings: findings.filter(({ severity }) => severity === 'warning').length,
      passed: inState('passed'),
      blocked: inState('blocked', 'crashed'),
    },
    findings,
    verdicts,
  };
}

function verdictJson({ check, title, state, blockedBy }: Verdict): VerdictJson {
  const open = { check, title, state, blockedBy: blockedBy?.fact ?? null };
  if (blockedBy === null) return { ...open, reason: null, permission: null, grantedBy: null, detail: null };
  if (!('error' in blockedBy)) {
    return { ...open, reason: blockedBy.reason, permission: null, grantedBy: null, detail: blockedBy.detail };
  }
  const { error } = blockedBy;
  return {
    ...open,
    reason: reasonOf(error),
    permission: text(error.args.permission),
    grantedBy: text(error.args.who),
    detail: text(error.args.detail) ?? error.message,
  };
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
