/** `repair --json`; schema in schemas/repair.schema.json. */
import type { ErrorText } from '../../catalog/error-text.ts';
import { entryByName } from '../../catalog/index.ts';
import type { FindingName } from '../../domain/findings.ts';
import type { Step } from '../../domain/plan.ts';
import type { Report } from '../../report/report.ts';
import { type ReportJson, reportJson } from './report.ts';

export interface RequestJson {
  readonly method: string;
  readonly url: string;
  readonly body: unknown;
}

export interface StepJson {
  readonly id: string;
  readonly says: string;
  readonly risk: Step['risk'];
  readonly request: RequestJson;
  readonly undo: RequestJson | null;
  /** Name of the finding that it repairs; null: the user asked for it. */
  readonly repairs: FindingName | null;
}

/** What the service returned for a step. */
export interface StepResultJson {
  readonly status: number | null;
  readonly id: string | null;
  readonly etag: string | null;
}

export interface AppliedStepJson extends StepJson {
  /** Null: settled by reading, because the answer was lost. */
  readonly result: StepResultJson | null;
}

export interface ProofJson {
  /** The same checks again, after the steps; null when nothing was applied. */
  readonly doctor: ReportJson | null;
  readonly exchange: 'succeeded' | 'failed' | 'not-run';
  /** One exchange proves little: how many of how many succeeded. */
  readonly exchanges: { readonly succeeded: number; readonly of: number };
  /** The other components on a record that was changed. */
  readonly others: readonly { readonly component: string; readonly exchange: 'succeeded' | 'failed' | 'not-run' }[];
}

export interface LeftJson {
  readonly code: string;
  readonly name: FindingName;
  readonly reason: string;
}

/** A record that `identity upgrade --all` does not change. */
export interface LeftOutJson {
  readonly record: { readonly id: string; readonly name: string };
  readonly component: string;
  readonly reason: string;
}

export interface RepairJson {
  readonly emulated: boolean;
  readonly plan: readonly StepJson[];
  /** Steps that were applied, in order. */
  readonly applied: readonly AppliedStepJson[];
  readonly proof: ProofJson;
  /** What the plan was made from: what was found, and which checks could not run. Null: steps that the user asked for. */
  readonly before: ReportJson | null;
  /** Findings that no step repairs. */
  readonly left: readonly LeftJson[];
  /** Only of `identity upgrade --all`. */
  readonly leftOut?: readonly LeftOutJson[];
  /** ID of the journaled run; null: nothing was applied. */
  readonly run: string | null;
  /** Where the plan was written to; null unless --plan-out was given. */
  readonly planFile: string | null;
  /** Only where the run ended with a step that failed. */
  readonly error?: Pick<ErrorText, 'code' | 'name' | 'message' | 'fix' | 'finding'>;
}

export interface RepairState {
  readonly emulated: boolean;
  readonly steps: readonly Step[];
  readonly applied: readonly { readonly step: Step; readonly result: StepResultJson | null }[];
  readonly proof: (Pick<ProofJson, 'exchange' | 'exchanges' | 'others'> & { readonly report: Report }) | null;
  readonly before?: Report | null;
  readonly left?: readonly { readonly finding: { readonly name: FindingName }; readonly reason: string }[];
  readonly run?: string | null;
  readonly planFile?: string | null;
  readonly error?: ErrorText;
}

export function repairJson({
  emulated,
  steps,
  applied,
  proof,
  before = null,
  left = [],
  run,
  planFile,
  error,
}: RepairState): RepairJson {
  return {
    emulated,
    plan: steps.map(stepJson),
    applied: applied.map(({ step, result }) => ({ ...stepJson(step), result })),
    proof: {
      doctor: proof === null ? null : reportJson(proof.report),
      exchange: proof?.exchange ?? 'not-run',
      exchanges: proof?.exchanges ?? { succeeded: 0, of: 0 },
      others: proof?.others ?? [],
    },
    before: before === null ? null : reportJson(before),
    left: leftJson(left),
    run: run ?? null,
    planFile: planFile ?? null,
    ...(error !== undefined && {
      error: { code: error.code, name: error.name, message: error.message, fix: error.fix, finding: error.finding },
    }),
  };
}

export function leftJson(left: NonNullable<RepairState['left']>): readonly LeftJson[] {
  return left.map(({ finding: { name }, reason }) => ({ code: entryByName(name).code, name, reason }));
}

export function stepJson({ id, says, risk, request, undo, repairs }: Step): StepJson {
  return { id, says, risk, request: requestJson(request), undo: undo === null ? null : requestJson(undo), repairs };
}

function requestJson({ method, url, body }: NonNullable<Step['undo']>): RequestJson {
  return { method, url, body: body ?? null };
}
