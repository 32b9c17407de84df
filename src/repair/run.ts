/** A journalled run: its steps in order, or taken back last first. Stops at the first step that does not end well. */
import { type Execution, executeStep, type StepOutcome } from './execute.ts';
import { type Direction, foldSteps, type JournalledStep, toApply, toUndo } from './journal/events.ts';
import type { Journal } from './journal/files.ts';

export interface RunOutcome {
  /** The steps that this call ended well, in the order in which it did. */
  readonly done: readonly { readonly journalled: JournalledStep; readonly outcome: StepOutcome }[];
  /** The step that stopped the run; null: every step ended well. */
  readonly stopped: { readonly journalled: JournalledStep; readonly outcome: StepOutcome } | null;
}

type Context = Omit<Execution, 'record'>;

/** Makes what is left of the plan: all of it for a new run, the rest for one that was interrupted. */
export function applySteps(journal: Journal, context: Context, signal?: AbortSignal): Promise<RunOutcome> {
  return runAll(journal, 'apply', context, signal);
}

/** Takes back what this run changed, last first. What was there before the run stays. */
export function undoSteps(journal: Journal, context: Context, signal?: AbortSignal): Promise<RunOutcome> {
  return runAll(journal, 'undo', context, signal);
}

async function runAll(
  journal: Journal,
  direction: Direction,
  context: Context,
  signal: AbortSignal | undefined,
): Promise<RunOutcome> {
  const done: { journalled: JournalledStep; outcome: StepOutcome }[] = [];
  const execution: Execution = { ...context, record: (event) => journal.append(event) };
  for (const journalled of stepsOf(journal, direction)) {
    // Between steps only: a request that is on its way is waited for.
    signal?.throwIfAborted();
    const outcome = await executeStep(journalled, direction, execution);
    if (outcome.outcome !== 'applied' && outcome.outcome !== 'already')
      return { done, stopped: { journalled, outcome } };
    done.push({ journalled, outcome });
  }
  return { done, stopped: null };
}

function stepsOf(journal: Journal, direction: Direction): readonly JournalledStep[] {
  const steps = foldSteps(journal.header.steps, journal.read().events);
  if (direction === 'undo') return toUndo(steps);
  // A step that is being taken back is not made again halfway.
  return toApply(steps).map((step) => (step.direction === 'undo' ? { ...step, open: false } : step));
}
