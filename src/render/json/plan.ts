/** `repair --json`; schema in schemas/repair.schema.json. */
import type { ErrorText } from '../../catalog/error-text.ts';
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
  /** Name of the finding that it repairs. */
  readonly repairs: FindingName;
}

export interface ProofJson {
  /** The same checks again, after the steps; null when nothing was applied. */
  readonly doctor: ReportJson | null;
  readonly exchange: 'succeeded' | 'failed' | 'not-run';
}

export interface RepairJson {
  readonly emulated: boolean;
  readonly plan: readonly StepJson[];
  /** Steps that were applied, in order. */
  readonly applied: readonly StepJson[];
  readonly proof: ProofJson;
  /** Only where the run ended with a step that failed. */
  readonly error?: Pick<ErrorText, 'code' | 'name' | 'message' | 'fix'>;
}

export interface RepairState {
  readonly emulated: boolean;
  readonly steps: readonly Step[];
  readonly applied: readonly Step[];
  readonly proof: { readonly report: Report; readonly exchange: ProofJson['exchange'] } | null;
  readonly error?: ErrorText;
}

export function repairJson({ emulated, steps, applied, proof, error }: RepairState): RepairJson {
  return {
    emulated,
    plan: steps.map(stepJson),
    applied: applied.map(stepJson),
    proof: {
      doctor: proof === null ? null : reportJson(proof.report),
      exchange: proof?.exchange ?? 'not-run',
    },
    ...(error !== undefined && {
      error: { code: error.code, name: error.name, message: error.message, fix: error.fix },
    }),
  };
}

export function stepJson({ id, says, risk, request, undo, repairs }: Step): StepJson {
  return { id, says, risk, request: requestJson(request), undo: undo === null ? null : requestJson(undo), repairs };
}

function requestJson({ method, url, body }: NonNullable<Step['undo']>): RequestJson {
  return { method, url, body: body ?? null };
}
