/** `ppmi repair undo`: undoes the changes of a run, last first, where the objects still hold the values that it wrote. */
import { type ErrorText, errorText } from '../../catalog/error-text.ts';
import { PpmiError } from '../../domain/errors.ts';
import type { Step } from '../../domain/plan.ts';
import { type RepairJson, repairJson } from '../../render/json/plan.ts';
import type { Outcome } from '../../render/outcome.ts';
import { planText } from '../../render/text/plan.ts';
import { undoText } from '../../render/text/repair-run.ts';
import { undoRequest } from '../../repair/as-sent.ts';
import { type Change, changeOf, holds } from '../../repair/change.ts';
import { type JournaledStep, toUndo } from '../../repair/journal/events.ts';
import type { RunRecord } from '../../repair/journal/files.ts';
import { declinedExit, undoExit } from '../../report/exit-codes.ts';
import { runCommands } from '../../report/follow-up.ts';
import type { Session } from '../../session/session.ts';
import { accessArguments } from '../diagnose/target-arguments.ts';
import { onInterrupt, untilInterrupted } from '../fleet/interrupt.ts';
import { aboutTarget } from './about-target.ts';
import { type AppliedStep, type OpenRun, reopenRun, sendSteps } from './journaled-run.ts';
import { confirmed, findRun, openFor, type RunIo, type RunOptions, refuseOther } from './runs.ts';
import { stopError } from './stop-error.ts';

export async function undoRun(id: string | undefined, flags: RunOptions, io: RunIo): Promise<Outcome<RepairJson>> {
  const record = findRun(id, flags, 'undo', ({ steps }) => toUndo(steps).length > 0);
  return aboutTarget(record.header, io, (about) => undo(record, flags, about));
}

async function undo(record: RunRecord, flags: RunOptions, io: RunIo): Promise<Outcome<RepairJson>> {
  const session = await openFor(record, flags, io);
  const run = reopenRun(record.header.id, session.context.target.now);
  await refuseOther(record, session, flags, io, run);
  const planned = toUndo(run.journal.read().steps).flatMap((step) => reversedStep(step));
  await io.print((style) => planText({ steps: planned, left: [] }, style));
  const answer = await confirmed(
    `Undo ${planned.length === 1 ? 'this step' : `these ${planned.length} steps`}?`,
    flags,
  );
  if (answer !== 'yes') {
    run.close(null, 'undo');
    const json = outcomeJson(record, planned, [], null);
    return { result: json, exitCode: declinedExit(answer), text: () => 'Nothing was changed.' };
  }
  const { undone, error, interrupted } = await takeBack(run, record, session, io);
  const steps = undone.flatMap(({ step, result }) =>
    planned.filter((each) => each.id === step.id).map((each) => ({ step: each, result })),
  );
  const next = runCommands(record.header.id, accessArguments(flags), io.context.shell);
  const view = { run: record.header.id, next, undone: steps, error, interrupted };
  return {
    result: outcomeJson(record, planned, steps, error),
    exitCode: undoExit({ error, interrupted }),
    text: (_json, style) => undoText(view, style),
  };
}

function outcomeJson(
  { header }: RunRecord,
  steps: readonly Step[],
  applied: readonly AppliedStep[],
  error: ErrorText | null,
): RepairJson {
  const { id, emulated } = header;
  return repairJson({ emulated, steps, applied, proof: null, run: id, ...(error !== null && { error }) });
}

interface TakenBack {
  readonly undone: readonly AppliedStep[];
  readonly error: ErrorText | null;
  readonly interrupted: boolean;
}

async function takeBack(run: OpenRun, record: RunRecord, session: Session, { context }: RunIo): Promise<TakenBack> {
  const interrupt = onInterrupt();
  const { signal } = interrupt;
  const before = new Set(record.steps.filter(({ state }) => state === 'undone').map(({ step }) => step.id));
  const undone = () =>
    run.journal
      .read()
      .steps.filter(({ state, step }) => state === 'undone' && !before.has(step.id))
      .map(({ step, result }) => ({ step, result }))
      .reverse();
  const texted = (error: PpmiError) =>
    session.context.redactor.redactResult(errorText(error, context.shell, context.repeated));
  let succeeded: boolean | null = null;
  try {
    const outcome = await sendSteps(run, session, 'undo', { progress: context.progress, signal });
    const stop = stopError(outcome, 'undo') ?? (await untilInterrupted(notBack(undone(), record, session), signal));
    succeeded = stop === null;
    return { undone: undone(), error: stop === null ? null : texted(stop), interrupted: false };
  } catch (error) {
    if (signal.aborted) return { undone: undone(), error: null, interrupted: true };
    if (error instanceof PpmiError) return { undone: undone(), error: texted(error), interrupted: false };
    throw error;
  } finally {
    interrupt.dispose();
    run.close(succeeded, 'undo');
  }
}

/** The undo as a step, to show in a plan. */
function reversedStep({ step, sent, result }: JournaledStep) {
  const change = changeOf(step);
  if (change === null) return [];
  const { object } = change;
  const named = object.kind === 'graph-credential' ? { ...object, id: result?.id ?? object.id } : object;
  const request = undoRequest(step, named);
  if (request === null) return [];
  return [{ ...step, says: `Undo: ${step.says}`, request, undo: sent ?? step.request, repairs: null }];
}

/** Seconds: a directory returns old values for minutes. */
const readPauses = [1, 2, 5, 10, 20, 30, 30, 30, 30, 30];

/** Reads after the undo; null if every object holds its old values. */
async function notBack(
  undone: readonly AppliedStep[],
  { header }: RunRecord,
  session: Session,
): Promise<PpmiError | null> {
  const objects = session.clients.objects(header.environment.url);
  const { sleep } = session.context.target;
  const isBack = async ({ object, before }: Change) => {
    for (const seconds of object.kind === 'graph-credential' ? readPauses : [0]) {
      if (holds((await objects.read(object)).values, before)) return true;
      await sleep(seconds * 1000);
    }
    return false;
  };
  const missed: string[] = [];
  for (const { step } of undone) {
    const change = changeOf(step);
    if (change !== null && !(await isBack(change))) missed.push(step.says);
  }
  return missed.length === 0 ? null : new PpmiError('repair-not-proven', { detail: `not back: ${missed.join('; ')}` });
}
