/** The events of a run, and the state of each step derived from them. */
import type { RunState, Step, StepRequest, StepState } from '../../domain/plan.ts';

export type Direction = 'apply' | 'undo';

/**
 * How an intention ended. `applied`: confirmed by the service or by a later read. `already`: the values existed before
 * this run, so this run must not undo them. `rejected`: refused by the service, nothing changed. `conflict`: another
 * client changed the object. `unknown`: the response was lost, and reading did not resolve it.
 */
export type Outcome = 'applied' | 'already' | 'rejected' | 'conflict' | 'unknown';

/** What the service returned for a write. */
export interface StepResult {
  readonly status: number | null;
  /** Id that the service gave the object. */
  readonly id: string | null;
  readonly etag: string | null;
}

export type JournalEvent =
  | {
      readonly event: 'intended';
      /** ISO time. */
      readonly at: string;
      readonly step: string;
      readonly direction: Direction;
      /** As sent; has another name if the planned one was in use. */
      readonly request: StepRequest;
    }
  | {
      readonly event: 'outcome';
      readonly at: string;
      readonly step: string;
      readonly direction: Direction;
      readonly outcome: Outcome;
      readonly result: StepResult | null;
      /** Redacted; null: nothing to add. */
      readonly detail: string | null;
    }
  | {
      readonly event: 'ended';
      readonly at: string;
      readonly direction: Direction;
      /** False: findings remain, an exchange failed, or the run stopped. */
      readonly succeeded: boolean;
    };

export interface JournaledStep {
  readonly step: Step;
  readonly state: StepState;
  /** Direction of the latest intention. */
  readonly direction: Direction;
  /** An intention without an outcome, because the run was killed. */
  readonly open: boolean;
  /** The values existed before the run. */
  readonly already: boolean;
  /** ISO time of the latest intention to apply it; null: none. */
  readonly intendedAt: string | null;
  /** The request as sent and the result that the service returned; null: not sent. */
  readonly sent: StepRequest | null;
  readonly result: StepResult | null;
  readonly detail: string | null;
}

/** A line of a journal that may be torn or edited. */
export function isEvent(value: unknown): value is JournalEvent {
  const { event, at, step, direction, request, result } = (value ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof at !== 'string' || (direction !== 'apply' && direction !== 'undo')) return false;
  if (event === 'ended') return true;
  if (typeof step !== 'string') return false;
  if (event === 'outcome') return typeof result === 'object';
  const { url, method } = (request ?? {}) as Partial<StepRequest>;
  return event === 'intended' && typeof url === 'string' && typeof method === 'string';
}

/** The state of every step, in plan order. */
export function foldSteps(steps: readonly Step[], events: readonly JournalEvent[]): readonly JournaledStep[] {
  return steps.map((step) => events.reduce((state, event) => advance(state, event), fresh(step)));
}

function fresh(step: Step): JournaledStep {
  return {
    step,
    state: 'planned',
    direction: 'apply',
    open: false,
    already: false,
    intendedAt: null,
    sent: null,
    result: null,
    detail: null,
  };
}

function advance(state: JournaledStep, event: JournalEvent): JournaledStep {
  if (event.event === 'ended' || event.step !== state.step.id) return state;
  const { direction } = event;
  if (event.event === 'intended') {
    const intended = { ...state, direction, open: true };
    if (direction === 'undo') return intended;
    return { ...intended, sent: event.request, intendedAt: event.at, state: 'intended' };
  }
  const { outcome, detail } = event;
  // The result of an undo does not describe the applied object.
  const result = direction === 'apply' ? event.result : state.result;
  return { ...state, direction, open: false, result, detail, ...after(state, direction, outcome) };
}

function after(state: JournaledStep, direction: Direction, outcome: Outcome): Pick<JournaledStep, 'state' | 'already'> {
  const { already } = state;
  if (outcome === 'unknown') return { state: 'unknown', already };
  if (direction === 'undo') {
    return { state: outcome === 'applied' || outcome === 'already' ? 'undone' : state.state, already };
  }
  if (outcome === 'applied') return { state: 'applied', already: false };
  return outcome === 'already' ? { state: 'applied', already: true } : { state: 'failed', already: false };
}

export function runState(steps: readonly JournaledStep[], events: readonly JournalEvent[]): RunState {
  const undoing = events.some((event) => event.event !== 'ended' && event.direction === 'undo');
  const last = events.at(-1);
  if (undoing) return steps.every(isBack) ? 'undone' : 'partly-undone';
  if (last?.event === 'ended') return last.succeeded ? 'completed' : 'failed';
  return 'interrupted';
}

/** True if the run has left no effect of this step. */
function isBack({ state, already }: JournaledStep): boolean {
  return state === 'undone' || state === 'planned' || state === 'failed' || already;
}

/** The steps to undo, last first. */
export function toUndo(steps: readonly JournaledStep[]): readonly JournaledStep[] {
  return steps.filter((step) => !isBack(step) || (step.open && step.direction === 'undo')).reverse();
}

/** The steps that remain to be applied, in order. */
export function toApply(steps: readonly JournaledStep[]): readonly JournaledStep[] {
  return steps.filter(({ state }) => state !== 'applied');
}
