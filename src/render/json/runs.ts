/** `repair list --json` and `repair show --json`; schemas in schemas/repair-list.schema.json and repair-show.schema.json. */
import type { RunState, Step, StepState } from '../../domain/plan.ts';
import { type StepJson, type StepResultJson, stepJson } from './plan.ts';

/** A run as its journal tells it. */
export interface RunRecord {
  readonly header: {
    readonly id: string;
    readonly startedAt: string;
    readonly cloud: string;
    readonly environment: RunJson['environment'];
    readonly component: RunJson['component'];
  };
  readonly steps: readonly { readonly step: Step; readonly state: StepState; readonly result: StepResultJson | null }[];
  readonly state: RunState;
}

export interface RunJson {
  readonly id: string;
  readonly startedAt: string;
  readonly state: RunState;
  readonly cloud: string;
  readonly environment: { readonly url: string; readonly id: string | null };
  readonly component: { readonly type: string; readonly id: string; readonly name: string } | null;
  readonly steps: number;
  readonly applied: number;
}

export interface RunsJson {
  /** Newest first. */
  readonly runs: readonly RunJson[];
}

export interface RunStepJson extends Pick<StepJson, 'id' | 'says' | 'request' | 'undo'> {
  readonly state: StepState;
  readonly result: StepResultJson | null;
}

export interface RunDetailsJson {
  readonly run: RunJson;
  readonly steps: readonly RunStepJson[];
}

export function runsJson(runs: readonly RunRecord[]): RunsJson {
  return { runs: runs.map(runJson) };
}

export function runDetailsJson(record: RunRecord): RunDetailsJson {
  return {
    run: runJson(record),
    steps: record.steps.map(({ step, state, result }) => {
      const { id, says, request, undo } = stepJson(step);
      return { id, says, request, undo, state, result };
    }),
  };
}

function runJson({ header, steps, state }: RunRecord): RunJson {
  const { id, startedAt, cloud, environment, component } = header;
  const applied = steps.filter((step) => step.state === 'applied').length;
  return { id, startedAt, state, cloud, environment, component, steps: steps.length, applied };
}
