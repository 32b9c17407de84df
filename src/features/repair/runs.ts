/** `ppmi repair list`, `show` and `resume`: the journaled runs of this machine. */
import { PpmiError } from '../../domain/errors.ts';
import type { Step } from '../../domain/plan.ts';
import { fileWord } from '../../domain/shell/words.ts';
import { trimEnd } from '../../domain/trim-end.ts';
import type { RunFlags } from '../../flags/repair.ts';
import { type RepairJson, repairJson } from '../../render/json/plan.ts';
import { type RunDetailsJson, type RunsJson, runDetailsJson, runsJson } from '../../render/json/runs.ts';
import type { Outcome } from '../../render/outcome.ts';
import { changeText } from '../../render/text/change.ts';
import { planText } from '../../render/text/plan.ts';
import { repairOutcomeText } from '../../render/text/repair-run.ts';
import { runDetailsText, runsText } from '../../render/text/runs.ts';
import { toApply } from '../../repair/journal/events.ts';
import { listRuns, type RunRecord, readRun } from '../../repair/journal/files.ts';
import { stateFolder } from '../../repair/journal/state-folder.ts';
import { changeExit, declinedExit } from '../../report/exit-codes.ts';
import { runCommands } from '../../report/follow-up.ts';
import type { CommandContext } from '../../session/command-context.ts';
import { canAsk, confirm } from '../../session/confirm.ts';
import type { Session, SessionFlags } from '../../session/session.ts';
import { type DiagnoseResult, diagnoseSession, firstUnread } from '../diagnose/diagnose.ts';
import { aboutTarget } from './about-target.ts';
import { finishRun } from './carry-out.ts';
import { finishChange } from './finish-change.ts';
import { withAssertion } from './given-assertion.ts';
import { type OpenRun, reopenRun } from './journaled-run.ts';
import { latestFailure } from './repair.ts';
import { exitOf, type RepairIo, stateOf } from './run-repair.ts';

export type RunOptions = SessionFlags & RunFlags;

export type RunIo = RepairIo;

/**
 * At a terminal, asks for confirmation. Elsewhere the command itself is the confirmation, because it names a run whose
 * steps were confirmed before.
 */
export async function confirmed(question: string, { yes }: RunOptions): Promise<'yes' | 'no' | 'interrupted'> {
  return yes || !canAsk() ? 'yes' : confirm(question, '--yes');
}

export function showRuns(): Outcome<RunsJson> {
  return { result: runsJson(listRuns(stateFolder(process.env))), exitCode: 0, text: runsText };
}

/** @throws PpmiError `run-unknown`, `file-broken` */
export function showRun(id: string, { shell }: Pick<CommandContext, 'shell'>): Outcome<RunDetailsJson> {
  const run = readRun(stateFolder(process.env), id);
  const next = runCommands(id, accessOf(run), shell);
  return { result: runDetailsJson(run), exitCode: 0, text: (json, style) => runDetailsText(json, next, style) };
}

/** A journal is a file that may have been edited. */
function accessOf({ header: { access = [] } }: RunRecord): readonly string[] {
  return access.every((word) => /^--[a-z-]+$/.test(word) || fileWord(word, '') === word) ? access : [];
}

/** A run that was interrupted after its last step has not been verified. */
function canResume({ state, steps }: RunRecord): boolean {
  return state === 'interrupted' || (state === 'failed' && toApply(steps).length > 0);
}

/** Continues an interrupted or stopped run. Reads first to find out whether open requests took effect. */
export async function resumeRun(id: string | undefined, flags: RunOptions, io: RunIo): Promise<Outcome<RepairJson>> {
  const record = findRun(id, flags, 'resume', canResume);
  return aboutTarget(record.header, io, (about) => resume(record, flags, about));
}

async function resume(record: RunRecord, flags: RunOptions, io: RunIo): Promise<Outcome<RepairJson>> {
  const session = await withAssertion(await openFor(record, flags, io), flags, io.context.progress);
  const run = reopenRun(record.header.id, session.context.target.now);
  const locked = run.journal.read();
  // Another process may have continued or undone the run before this one had its locks.
  if (!canResume(locked)) {
    run.close(null, 'apply');
    throw unfit(locked, 'resume');
  }
  const diagnosed = await refuseOther(record, session, flags, io, run);
  const { steps, emulated } = record.header;
  const left = toApply(locked.steps).map(({ step }) => step);
  await io.print((style) => planText({ steps: left, left: [] }, style));
  const question = `Apply ${left.length === 1 ? 'this step' : `these ${left.length} steps`}?`;
  const answer = left.length === 0 ? 'yes' : await confirmed(question, flags);
  if (answer !== 'yes') {
    run.close(null, 'apply');
    const json = repairJson({ emulated, steps, applied: [], proof: null, run: record.header.id });
    return { result: json, exitCode: declinedExit(answer), text: () => 'Nothing was changed.' };
  }
  const { context, version } = io;
  if (isChange(steps)) {
    const ended = await finishChange(run, { session, flags, components: [], working: [] }, context);
    const { error, ...rest } = ended;
    const json = repairJson({ emulated, steps, ...rest, proof: null, ...(error !== null && { error }) });
    return {
      result: json,
      exitCode: changeExit(ended),
      text: (_json, style) => changeText({ ...ended, exchanged: false }, style),
    };
  }
  const lastFailure = await latestFailure(diagnosed.read);
  const done = await finishRun(run, { session, flags, context, version, lastFailure, report: diagnosed.report });
  const json = repairJson({ emulated, steps, applied: [], proof: null, before: diagnosed.report, ...stateOf(done) });
  return { result: json, exitCode: exitOf(done, diagnosed), text: (_json, style) => repairOutcomeText(done, style) };
}

/** Verifies steps that the user requested by reading, because no finding has to disappear. */
const isChange = (steps: readonly Step[]) => steps.every(({ repairs }) => repairs === null);

export function findRun(
  id: string | undefined,
  flags: SessionFlags,
  what: 'resume' | 'undo',
  fits: (run: RunRecord) => boolean,
): RunRecord {
  const folder = stateFolder(process.env);
  if (id !== undefined) {
    const run = readRun(folder, id);
    if (fits(run)) return run;
    throw unfit(run, what);
  }
  const given = flags.environment;
  const here = ({ header }: RunRecord) =>
    given === undefined || [header.environment.url, header.environment.id].includes(trimEnd(given, '/').toLowerCase());
  const run = listRuns(folder).find((each) => here(each) && fits(each));
  if (run === undefined) throw new PpmiError('run-unknown', { run: '', what });
  return run;
}

const unfit = ({ header, state }: RunRecord, what: 'resume' | 'undo') =>
  new PpmiError('run-unknown', { run: '', what: `${what}: run ${header.id} is ${state}` });

/** The environment and the component come from the run, the sign-in and the network settings from this call. */
export async function openFor({ header }: RunRecord, flags: RunOptions, { context }: RunIo): Promise<Session> {
  const { environment, component, cloud } = header;
  return context.openSession({
    ...flags,
    environment: environment.url,
    cloud: cloud as SessionFlags['cloud'],
    ...(component !== null && { component: component.id, 'component-type': component.type as 'assembly' | 'package' }),
  });
}

/** @throws PpmiError `repair-conflict` if the URL leads to another environment than the run's */
export async function refuseOther(
  { header }: RunRecord,
  session: Session,
  flags: SessionFlags,
  { version }: RunIo,
  run: OpenRun,
): Promise<DiagnoseResult> {
  try {
    const diagnosed = await diagnoseSession(session, flags, { version });
    const { environment, tenantId } = diagnosed.report.target;
    const other =
      (header.environment.id !== null && environment?.id !== header.environment.id) ||
      (header.tenantId !== null && tenantId !== header.tenantId);
    if (!other) {
      // What does not answer a read would let the request of a step wait for the same time once more.
      const urls = header.steps.map(({ request }) => request.url).filter((url) => URL.canParse(url));
      const hosts = new Set(urls.map((url) => new URL(url).host));
      const silent = firstUnread(diagnosed.diagnosis, (host) => hosts.has(host));
      if (silent?.finding != null) throw silent;
      return diagnosed;
    }
    const unread = environment === null || environment.id === null || tenantId === null;
    const why = unread ? firstUnread(diagnosed.diagnosis) : null;
    if (why !== null) throw why;
    throw new PpmiError('repair-conflict', {
      what: `Run ${header.id}`,
      detail:
        'the URL of its environment now belongs to another environment or tenant, or the environment cannot be read',
    });
  } catch (error) {
    run.close(null, 'apply');
    throw error;
  }
}
