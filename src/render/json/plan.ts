/** What `repair --json` prints; schema in schemas/repair.schema.json. */
import type { FindingName } from '../../domain/findings.ts';
import type { Step } from '../../domain/plan.ts';
import type { ReportJson } from './report.ts';

export type ExchangeResult = 'succeeded' | 'failed' | 'not-run';

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
  /** Name of the finding that it repairs. */
  readonly repairs: FindingName;
}

export interface Proof {
  /** The same checks again, after the steps; null when nothing was applied. */
  readonly doctor: ReportJson | null;
  readonly exchange: ExchangeResult;
}

export interface RepairJson {
  readonly emulated: boolean;
  readonly plan: readonly StepJson[];
  /** Steps that were carried out, in order. */
  readonly applied: readonly StepJson[];
  readonly proof: Proof;
}

export interface RepairOutcome {
  readonly steps: readonly Step[];
  readonly applied: readonly Step[];
  readonly proof: Proof;
  readonly emulated: boolean;
}

export function repairJson({ steps, applied, proof, emulated }: RepairOutcome): RepairJson {
  return { emulated, plan: steps.map(stepJson), applied: applied.map(stepJson), proof };
}

export function stepJson({ id, says, risk, request, undo, repairs }: Step): StepJson {
  return { id, says, risk, request: requestJson(request), undo: undo === null ? null : requestJson(undo), repairs };
}

function requestJson({ method, url, body }: NonNullable<Step['undo']>): RequestJson {
  return { method, url, body: body ?? null };
}
