/** `ppmi repair`: shows the plan, applies it after confirmation, and verifies the result. */
import { errorText } from '../../catalog/error-text.ts';
import { PpmiError } from '../../domain/errors.ts';
import type { ExitCode } from '../../domain/exit-code.ts';
import { parseGuid } from '../../domain/guid.ts';
import type { Step } from '../../domain/plan.ts';
import type { RepairFlags } from '../../flags/repair.ts';
import { type RepairJson, type RepairState, repairJson } from '../../render/json/plan.ts';
import type { Outcome } from '../../render/outcome.ts';
import { sanitizeTerminal } from '../../render/sanitize-terminal.ts';
import type { Style } from '../../render/style.ts';
import { planText } from '../../render/text/plan.ts';
import { type KeptCredentials, repairOutcomeText } from '../../render/text/repair-run.ts';
import { reportText } from '../../render/text/report.ts';
import { recreates } from '../../repair/change.ts';
import type { Plan } from '../../repair/plan.ts';
import { declinedExit, repairExit, reportExit } from '../../report/exit-codes.ts';
import { followUpCommand } from '../../report/follow-up.ts';
import type { ReportTarget } from '../../report/report.ts';
import type { CommandContext } from '../../session/command-context.ts';
import { canAsk, choose, confirm } from '../../session/confirm.ts';
import type { Session, SessionFlags } from '../../session/session.ts';
import { type DiagnoseResult, diagnoseSession, failedSignIn, firstUnread } from '../diagnose/diagnose.ts';
import { type CarriedOut, carryOut, nothing } from './carry-out.ts';
import { markForeign, readTenants, refuseForeign, type Tenants } from './foreign-tenant.ts';
import { withAssertion } from './given-assertion.ts';
import { writePlanFile } from './plan-files.ts';
import { keptCredentials, withRemovals } from './remove-old.ts';
import { awaitsCredential, planFor, readAgain } from './repair.ts';

export type RepairOptions = SessionFlags & RepairFlags;

export interface RepairIo {
  readonly context: CommandContext;
  readonly version: string;
  /** Prints text before the run ends; no effect with JSON output. */
  readonly print: (text: (style: Style) => string) => Promise<void>;
}

/** What a plan file fixes in advance. */
export interface Preset {
  readonly newRecordId: string;
  /** The steps of the file, as ppmi plans them now. */
  select(planned: readonly Step[], target: ReportTarget): readonly Step[];
}

export async function runRepair(
  flags: RepairOptions,
  io: RepairIo,
  preset: Preset | null = null,
): Promise<Outcome<RepairJson>> {
  const { context, version, print } = io;
  const opened = await context.openSession(flags);
  await opened.prefetch();
  const session = await withAssertion(opened, flags, context.progress);
  const diagnosed = await diagnoseSession(session, flags, { version });
  const failed = failedSignIn(diagnosed.diagnosis);
  if (failed !== null) throw failed;
  const planned = await planSteps(session, diagnosed, flags, preset);
  if (planned === null) {
    const { emulated } = session.context.target;
    const result = repairJson({ emulated, steps: [], applied: [], proof: null });
    return { result, exitCode: 130, text: () => 'Nothing was changed.' };
  }
  const { plan, steps, tenants } = planned;
  const { redactor, target } = session.context;
  await print((style) => {
    const shown = redactor.redactResult({ steps, left: plan.left });
    return `${reportText(diagnosed.report, style, { planned: true })}\n\n${planText(shown, style)}`;
  });

  const end = (state: Partial<RepairState> & { readonly exitCode: ExitCode }, text: (style: Style) => string) => {
    const about = { before: diagnosed.report, left: redactor.redactResult(plan.left) };
    const json = repairJson({ emulated: target.emulated, steps, applied: [], proof: null, ...about, ...state });
    return { result: json, exitCode: state.exitCode, text: (_result: RepairJson, style: Style) => text(style) };
  };
  const before = reportExit(diagnosed.report, 'error');

  if (flags['plan-out'] !== undefined) {
    const file = flags['plan-out'];
    const removeOld = flags['remove-old'] === true && { removeOld: true };
    const chosen = { ...plan.chosen, ...removeOld };
    await writePlanFile(file, {
      version,
      now: target.now(),
      report: diagnosed.report,
      steps,
      plan: { ...plan, chosen },
    });
    return end({ exitCode: 0, planFile: file }, () => `The plan was written to ${file}. Nothing was changed.`);
  }
  const waits = target.runPlugin !== null && awaitsCredential(diagnosed.diagnosis);
  if (steps.length === 0 && !waits) return end({ exitCode: before }, () => '');
  if (flags['dry-run'] === true) return end({ exitCode: before }, () => '\nDry run: nothing was changed.');
  refuseForeign(steps, flags['foreign-tenant'], tenants);
  if (steps.length > 0 && !flags.yes) {
    const question = `Apply ${steps.length === 1 ? 'this step' : `these ${steps.length} steps`}?`;
    if (!canAsk()) {
      const error = errorText(new PpmiError('terminal-needed', { what: question, flag: '--yes' }), context.shell);
      return end({ exitCode: 2, error }, (style) => repairOutcomeText({ ...nothing, error }, style));
    }
    const answer = await confirm(question, '--yes');
    if (answer !== 'yes') {
      return end({ exitCode: declinedExit(answer, before) }, () => 'Nothing was changed.');
    }
  }

  const lastFailure = await readAgain(session, plan, diagnosed);
  const done = await carryOut({ session, flags, context, version, steps, report: diagnosed.report, lastFailure });
  const shown = { ...done, kept: target.emulated ? null : await keptBy(diagnosed, plan, flags) };
  return end({ ...stateOf(done), exitCode: exitOf(done, diagnosed) }, (style) => repairOutcomeText(shown, style));
}

async function keptBy(diagnosed: DiagnoseResult, plan: Plan, flags: RepairOptions): Promise<KeptCredentials | null> {
  const { followUp } = diagnosed.report;
  const names = flags['remove-old'] === true ? [] : await keptCredentials(diagnosed, plan);
  if (names.length === 0 || followUp === null) return null;
  return { names, remove: followUpCommand('repair', followUp, '--remove-old') };
}

/** @throws PpmiError why something was not read, if the steps of the file cannot be planned for that reason */
function selected(marked: readonly Step[], preset: Preset, { report, diagnosis }: DiagnoseResult): readonly Step[] {
  try {
    return preset.select(marked, report.target);
  } catch (error) {
    // What could not be read is neither another environment nor another configuration.
    throw firstUnread(diagnosis) ?? error;
  }
}

export interface PlannedSteps {
  readonly plan: Plan;
  readonly steps: readonly Step[];
  readonly tenants: Tenants;
}

/** Null: interrupted at a prompt. */
export async function planSteps(
  session: Session,
  diagnosed: DiagnoseResult,
  flags: RepairOptions,
  preset: Preset | null,
): Promise<PlannedSteps | null> {
  const repair = await planOrAsk(diagnosed, flags, preset);
  if (repair === null) return null;
  const plan = flags['remove-old'] === true ? await withRemovals(session, diagnosed, repair) : repair;
  const tenants = await readTenants(session, diagnosed.report.target, plan.steps);
  const marked = markForeign(plan.steps, tenants);
  const steps = preset === null ? only(marked, flags.only, diagnosed) : selected(marked, preset, diagnosed);
  return { plan, steps, tenants };
}

/** At a terminal, prompts for a choice that the plan depends on. Null: interrupted. */
async function planOrAsk(diagnosed: DiagnoseResult, flags: RepairOptions, preset: Preset | null): Promise<Plan | null> {
  const chosen = flags['application-id'] ?? flags.choose;
  try {
    return await planFor(diagnosed, { ...flags, 'application-id': chosen }, preset?.newRecordId);
  } catch (error) {
    const asks = error instanceof PpmiError && error.id === 'choice-needed';
    if (!asks || preset !== null || flags.yes || !canAsk()) throw error;
    const { what, candidates } = error.args;
    const list = Array.isArray(candidates) ? candidates.map(String) : [];
    // The names of records come from the environment.
    const answer = await choose(
      String(what),
      list.map((each) => sanitizeTerminal(each)),
      (text) => parseGuid(text) !== null,
    );
    if (answer === 'interrupted') return null;
    if (answer === null) throw error;
    const value = 'value' in answer ? answer.value : (list[answer.index]?.split(' ')[0] ?? '');
    return planFor(diagnosed, { ...flags, 'application-id': value });
  }
}

/** @throws PpmiError `usage` for a name that matches no step */
function only(
  steps: readonly Step[],
  names: readonly string[] | undefined,
  { report }: DiagnoseResult,
): readonly Step[] {
  if (names === undefined || names.length === 0) return steps;
  const codes = new Map(
    report.findings
      .flatMap((finding) => [finding, ...finding.consequences])
      .map(({ code, name }) => [code, name] as const),
  );
  const meant = names.map((name) => codes.get(name.toUpperCase()) ?? name);
  const unknown = meant.find((name) => !steps.some(({ id, repairs }) => id === name || repairs === name));
  if (unknown !== undefined) {
    const known = [...new Set(steps.flatMap(({ id, repairs }) => [...(repairs === null ? [] : [repairs]), id]))].join(
      ', ',
    );
    throw new PpmiError('usage', { detail: `--only ${unknown} names no step of this plan; expected one of: ${known}` });
  }
  const chosen = steps.filter(({ id, repairs }) => meant.includes(id) || (repairs !== null && meant.includes(repairs)));
  // A credential that is deleted to be created again is never left deleted.
  return steps.filter((step) => chosen.some((each) => each === step || recreates(each, step) || recreates(step, each)));
}

export function stateOf({ run, applied, proof, error }: CarriedOut): Partial<RepairState> {
  return { run, applied, proof, ...(error !== null && { error }) };
}

export function exitOf(done: CarriedOut, { report }: Pick<DiagnoseResult, 'report'>): ExitCode {
  const { interrupted, proof, error } = done;
  return repairExit({ failed: error !== null, interrupted, before: report, after: proof });
}
