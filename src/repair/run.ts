/** Runs the steps of a journal in order, or undoes them last first. Stops at the first step that fails. */
import type { Step } from '../domain/plan.ts';
import { createSettling } from '../domain/settling.ts';
import { changeOf, recreates } from './change.ts';
import { type Execution, executeStep, type StepOutcome } from './execute.ts';
import { type Direction, type JournaledStep, toApply, toUndo } from './journal/events.ts';
import type { Journal } from './journal/files.ts';

export interface RunOutcome {
  /** The step that stopped the run; null: every step succeeded. */
  readonly stopped: { readonly journaled: JournaledStep; readonly outcome: StepOutcome } | null;
}

type Context = Omit<Execution, 'record'> & {
  /** Called before each step; may throw to stop the run, which can be resumed. */
  readonly before?: ((step: Step) => Promise<void>) | undefined;
};

/** Applies the steps that remain: all of them in a new run, the rest in an interrupted one. */
export function applySteps(journal: Journal, context: Context, signal?: AbortSignal): Promise<RunOutcome> {
  return runAll(journal, 'apply', context, signal);
}

/** Undoes the changes of this run, last first. Values from before the run stay. */
export function undoSteps(journal: Journal, context: Context, signal?: AbortSignal): Promise<RunOutcome> {
  return runAll(journal, 'undo', context, signal);
}

async function runAll(
  journal: Journal,
  direction: Direction,
  context: Context,
  signal: AbortSignal | undefined,
): Promise<RunOutcome> {
  const execution: Execution = { ...context, record: (event) => journal.append(event) };
  const settling = createSettling(writtenBefore(journal, direction));
  for (const journaled of stepsOf(journal, direction)) {
    // Between steps only: a pending request is waited for.
    signal?.throwIfAborted();
    await settle(settling.before(journaled.step), context);
    await context.before?.(journaled.step);
    const outcome = await executeStep(journaled, direction, {
      ...execution,
      gone: deletedBy(journal, journaled),
      recreates: isRecreated(journal, journaled),
    });
    if (outcome.outcome === 'applied') settling.wrote(journaled.step);
    else if (outcome.outcome !== 'already') return { stopped: { journaled, outcome } };
  }
  return { stopped: null };
}

/** IDs of the credentials that other steps of the run deleted, or deleted again by being undone. */
function deletedBy(journal: Journal, { step: { id: own } }: JournaledStep): ReadonlySet<string> {
  const gone = new Set<string>();
  for (const { step, state, already, result } of journal.read().steps) {
    const change = changeOf(step);
    if (step.id === own || already || change?.object.kind !== 'graph-credential') continue;
    const { object, before, after } = change;
    if (state === 'applied' && after === null && object.id !== null) gone.add(object.id);
    if (state === 'undone' && before === null && result?.id != null) gone.add(result.id);
  }
  return gone;
}

/** The plan deletes the object of this step, and a later step creates it with the same values. */
function isRecreated({ header: { steps } }: Journal, { step }: JournaledStep): boolean {
  const at = steps.findIndex(({ id }) => id === step.id);
  return steps.slice(at + 1).some((later) => recreates(step, later));
}

/** Applied by this run before an interruption. */
function writtenBefore(journal: Journal, direction: Direction): readonly Step[] {
  const ended = direction === 'apply' ? 'applied' : 'undone';
  const { steps } = journal.read();
  return steps.flatMap(({ step, state, already }) => (state === ended && !already ? [step] : []));
}

async function settle(seconds: number, { clock, progress }: Context): Promise<void> {
  if (seconds === 0) return;
  progress(`Waiting ${seconds} seconds until what was written is effective everywhere.`);
  await clock.sleep(seconds * 1000);
}

function stepsOf(journal: Journal, direction: Direction): readonly JournaledStep[] {
  const { steps } = journal.read();
  return direction === 'undo' ? toUndo(steps) : toApply(steps);
}
