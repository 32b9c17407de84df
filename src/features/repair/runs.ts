/** `ppmi repair list`, `show`, `resume` and `undo`: the journalled runs of this machine. */

import { errorText } from '../../catalog/error-text.ts';
import { PpmiError } from '../../domain/errors.ts';
import { type RepairJson, repairJson } from '../../render/json/plan.ts';
import { type RunDetailsJson, type RunsJson, runDetailsJson, runsJson } from '../../render/json/runs.ts';
import type { Outcome } from '../../render/outcome.ts';
import { repairOutcomeText, undoText } from '../../render/text/repair-run.ts';
import { runDetailsText, runsText } from '../../render/text/runs.ts';
import { changeOf, holds } from '../../repair/change.ts';
import { type JournalledStep, toApply, toUndo } from '../../repair/journal/events.ts';
import { listRuns, type RunRecord, readRun } from '../../repair/journal/files.ts';
import { stateFolder } from '../../repair/journal/state-folder.ts';
import { undoRequest } from '../../repair/requests-in-run.ts';
import type { CommandContext } from '../../session/command-context.ts';
import type { Session, SessionFlags } from '../../session/session.ts';
import { diagnoseSession } from '../diagnose/diagnose.ts';
import { onInterrupt } from '../fleet/interrupt.ts';
import { finishRun } from './carry-out.ts';
import { type OpenRun, reopenRun, sendSteps, stopError } from './journalled-run.ts';
import { latestFailure } from './repair.ts';
import { exitOf, stateOf } from './run-repair.ts';

export interface RunFlags extends SessionFlags {
  readonly yes: boolean;
}

export interface RunIo {
  readonly context: CommandContext;
  readonly version: string;
}

export function showRuns(): Outcome<RunsJson> {
  return { result: runsJson(listRuns(stateFolder(process.env))), exitCode: 0, text: runsText };
}

/** @throws PpmiError `run-unknown`, `file-broken` */
export function showRun(id: string): Outcome<RunDetailsJson> {
  return { result: runDetailsJson(readRun(stateFolder(process.env), id)), exitCode: 0, text: runDetailsText };
}

/** Goes on with a run that was interrupted or stopped: open requests are settled by reading first. */
export async function resumeRun(id: string | undefined, flags: RunFlags, io: RunIo): Promise<Outcome<RepairJson>> {
  const record = findRun(id, flags, 'resume', ({ state, steps }) => {
    const stopped = state === 'interrupted' || state === 'failed';
    return stopped && toApply(steps).length > 0;
  });
  const session = await openFor(record, flags, io);
  const run = reopenRun(record.header.id, session.context.target.now);
  const diagnosed = await refuseOther(record, session, flags, io, run);
  const lastFailure = await latestFailure(diagnosed.read);
  const { context, version } = io;
  const done = await finishRun(run, { session, flags, context, version, lastFailure, report: diagnosed.report });
  const { steps } = record.header;
  const json = repairJson({ emulated: false, steps, applied: [], proof: null, ...stateOf(done) });
  return { result: json, exitCode: exitOf(done, diagnosed), text: (_json, style) => repairOutcomeText(done, style) };
}

/** Takes back what a run changed, last first, and only what still holds the values that the run wrote. */
export async function undoRun(id: string | undefined, flags: RunFlags, io: RunIo): Promise<Outcome<RepairJson>> {
  const record = findRun(id, flags, 'undo', ({ steps }) => toUndo(steps).length > 0);
  const session = await openFor(record, flags, io);
  const run = reopenRun(record.header.id, session.context.target.now);
  await refuseOther(record, session, flags, io, run);
  const { context } = io;
  const planned = toUndo(run.journal.read().steps).flatMap((step) => reversedStep(step));
  const interrupt = onInterrupt();
  let succeeded: boolean | null = null;
  try {
    const outcome = await sendSteps(run, session, 'undo', { progress: context.progress, signal: interrupt.signal });
    const stop = stopError(outcome, 'undo');
    const missed = stop === null ? await notBack(record, session) : [];
    const failure =
      stop ??
      (missed.length === 0 ? null : new PpmiError('repair-not-proven', { detail: `not back: ${missed.join('; ')}` }));
    succeeded = failure === null;
    const done = outcome.done.map(({ journalled, outcome: { result } }) => ({ step: journalled.step, result }));
    const undone = done.flatMap(({ step, result }) =>
      planned.filter((each) => each.id === step.id).map((each) => ({ step: each, result })),
    );
    const error = failure === null ? null : session.context.redactor.redactResult(errorText(failure, context.shell));
    const json = repairJson({
      emulated: false,
      steps: planned,
      applied: undone,
      proof: null,
      run: record.header.id,
      ...(error !== null && { error }),
    });
    const exitCode = error !== null ? 2 : 0;
    return {
      result: json,
      exitCode,
      text: (_json, style) => undoText({ run: record.header.id, undone, error }, style),
    };
  } catch (error) {
    if (!interrupt.signal.aborted) throw error;
    const json = repairJson({ emulated: false, steps: planned, applied: [], proof: null, run: record.header.id });
    const hint = `Interrupted. Continue: ppmi repair undo ${record.header.id}`;
    return { result: json, exitCode: 130, text: () => hint };
  } finally {
    interrupt.dispose();
    run.close(succeeded, 'undo');
  }
}

function findRun(
  id: string | undefined,
  flags: SessionFlags,
  what: 'resume' | 'undo',
  fits: (run: RunRecord) => boolean,
): RunRecord {
  const folder = stateFolder(process.env);
  if (id !== undefined) {
    const run = readRun(folder, id);
    if (fits(run)) return run;
    throw new PpmiError('run-unknown', { run: '', what: `${what}: run ${id} is ${run.state}` });
  }
  const given = flags.environment;
  const here = ({ header }: RunRecord) =>
    given === undefined || [header.environment.url, header.environment.id].includes(given.replace(/\/+$/, ''));
  const run = listRuns(folder).find((each) => here(each) && fits(each));
  if (run === undefined) throw new PpmiError('run-unknown', { run: '', what });
  return run;
}

/** The environment and the component are those of the run; the sign-in and the network are those of this call. */
async function openFor({ header }: RunRecord, flags: RunFlags, { context }: RunIo): Promise<Session> {
  const { environment, component, cloud } = header;
  return context.openSession({
    ...flags,
    environment: environment.url,
    cloud: cloud as SessionFlags['cloud'],
    ...(component !== null && { component: component.id, 'component-type': component.type as 'assembly' | 'package' }),
  });
}

/** @throws PpmiError `repair-conflict` where the address leads to another environment than the run's */
async function refuseOther(
  { header }: RunRecord,
  session: Session,
  flags: SessionFlags,
  { version }: RunIo,
  run: OpenRun,
) {
  try {
    const diagnosed = await diagnoseSession(session, flags, { version });
    const { environment, tenantId } = diagnosed.report.target;
    const other =
      (header.environment.id !== null && environment?.id !== header.environment.id) ||
      (header.tenantId !== null && tenantId !== header.tenantId);
    if (!other) return diagnosed;
    throw new PpmiError('repair-conflict', {
      what: `Run ${header.id}`,
      detail: 'the address of its environment leads to another environment or tenant now, or it cannot be read',
    });
  } catch (error) {
    run.close(null, 'apply');
    throw error;
  }
}

/** The undo of a step as a step, for the plan that is shown. */
function reversedStep({ step, sent, result }: JournalledStep) {
  const change = changeOf(step);
  if (change === null) return [];
  const { object } = change;
  const named = object.kind === 'graph-credential' ? { ...object, id: result?.id ?? object.id } : object;
  const request = undoRequest(step, named);
  if (request === null) return [];
  return [{ ...step, says: `Undo: ${step.says}`, request, undo: sent ?? step.request }];
}

/** Seconds: a directory shows old values for minutes. */
const readPauses = [1, 2, 5, 10, 20, 30, 30, 30, 30, 30];

/** Read after the undo: the steps whose objects do not hold their old values. */
async function notBack({ header, steps }: RunRecord, session: Session): Promise<readonly string[]> {
  const objects = session.clients.objects(header.environment.url);
  const { sleep } = session.context.target;
  const isBack = async ({ object, before }: NonNullable<ReturnType<typeof changeOf>>) => {
    for (const seconds of object.kind === 'graph-credential' ? readPauses : [0]) {
      if (holds((await objects.read(object)).values, before)) return true;
      await sleep(seconds * 1000);
    }
    return false;
  };
  const missed: string[] = [];
  for (const { step, already } of steps) {
    const change = changeOf(step);
    if (change === null || already) continue;
    if (!(await isBack(change))) missed.push(step.says);
  }
  return missed;
}
