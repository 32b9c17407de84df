/**
 * Steps that the user requested, as opposed to those that repair a finding. They are shown, confirmed, journaled and
 * sent like the steps of a repair, and verified by reading the objects back and by a token exchange where possible.
 */
import { type ErrorText, errorText } from '../../catalog/error-text.ts';
import { PpmiError } from '../../domain/errors.ts';
import type { ExitCode } from '../../domain/exit-code.ts';
import type { FederatedCredential } from '../../domain/facts.ts';
import type { Step } from '../../domain/plan.ts';
import type { ChangeFlags } from '../../flags/repair.ts';
import type { HandoverJson } from '../../render/json/handover.ts';
import { type ProofJson, type RepairJson, repairJson } from '../../render/json/plan.ts';
import type { Outcome } from '../../render/outcome.ts';
import type { Style } from '../../render/style.ts';
import { changePlanText, changeText } from '../../render/text/change.ts';
import { changeExit } from '../../report/exit-codes.ts';
import { followUpCommand } from '../../report/follow-up.ts';
import type { ReportTarget } from '../../report/report.ts';
import type { CommandContext } from '../../session/command-context.ts';
import { canAsk, confirm } from '../../session/confirm.ts';
import type { Session, SessionFlags } from '../../session/session.ts';
import { targetArguments } from '../diagnose/target-arguments.ts';
import { type ChangeOutcome, finishChange, nothing } from '../repair/finish-change.ts';
import { markForeign, readTenants, refuseForeign } from '../repair/foreign-tenant.ts';
import { handOver } from '../repair/hand-over.ts';
import { type AppliedStep, startRun } from '../repair/journaled-run.ts';
import { exchangeOf } from '../repair/verify.ts';

export type ChangeOptions = SessionFlags & ChangeFlags;

export interface ChangeIo {
  readonly context: CommandContext;
  readonly version: string;
  readonly print: (text: (style: Style) => string) => Promise<void>;
}

export interface Change {
  readonly session: Session;
  readonly steps: readonly Step[];
  readonly target: ReportTarget;
  /** Credentials that the applications hold now. */
  readonly credentials: readonly FederatedCredential[];
  /** IDs of the components whose exchange must succeed afterwards. */
  readonly components: readonly string[];
  /** Client IDs, where the change is about several applications. */
  readonly applicationIds?: readonly string[] | undefined;
  /** A warning to show before the confirmation. */
  readonly notes?: readonly string[];
}

export async function runChange(
  change: Change,
  flags: ChangeOptions,
  io: ChangeIo,
): Promise<Outcome<RepairJson | HandoverJson>> {
  const { session, target, notes = [] } = change;
  const { context, print } = io;
  const { redactor, target: reached } = session.context;
  const tenants = await readTenants(session, target, change.steps);
  const steps = markForeign(change.steps, tenants);
  const { as } = flags;
  if (as !== undefined) {
    const { credentials } = change;
    const doctor = doctorCommand(change, flags, context);
    return handOver({ ...flags, as }, { session, context, steps, tenants, target, credentials, notes, doctor });
  }
  await print((style) => changePlanText(redactor.redactResult({ steps, notes }), style));

  const end = (state: Partial<Ended>, exitCode: ExitCode, text: (style: Style) => string) => {
    const { applied = [], proof = null, run = null, error } = state;
    const json = repairJson({
      emulated: reached.emulated,
      steps,
      applied,
      proof: null,
      run,
      ...(error !== undefined && { error }),
    });
    const result = proof === null ? json : { ...json, proof: { doctor: null, others: [], ...proof } };
    return { result, exitCode, text: (_result: object, style: Style) => text(style) };
  };
  if (steps.length === 0) return end({}, 0, () => '');
  if (flags['dry-run'] === true) return end({}, 0, () => '\nDry run: nothing was changed.');
  refuseForeign(steps, flags['foreign-tenant'], tenants);
  if (!flags.yes) {
    const question = `Apply ${steps.length === 1 ? 'this step' : `these ${steps.length} steps`}?`;
    if (!canAsk()) {
      const error = errorText(new PpmiError('terminal-needed', { what: question, flag: '--yes' }), context.shell);
      return end({ error }, 2, (style) => changeText({ ...nothing, error, exchanged: false }, style));
    }
    const answer = await confirm(question, '--yes');
    if (answer !== 'yes') return end({}, answer === 'interrupted' ? 130 : 0, () => 'Nothing was changed.');
  }
  const done = await carryOut({ ...change, steps }, flags, io);
  const shown = { ...done, exchanged: change.components.length > 0 };
  const { error, ...rest } = done;
  return end({ ...rest, ...(error !== null && { error }) }, changeExit(done), (style) => changeText(shown, style));
}

/** Null: the change is about no component in particular. */
function doctorCommand(
  { session, target }: Change,
  flags: SessionFlags,
  { shell }: Pick<CommandContext, 'shell'>,
): string | null {
  const componentId = target.component?.id ?? null;
  if (componentId === null) return null;
  const { environmentUrl, context } = session;
  const reached = { environmentUrl, componentId, defaults: context.target.defaults };
  return followUpCommand('doctor', { shell, target: targetArguments(flags, reached) });
}

interface Ended {
  readonly applied: readonly AppliedStep[];
  readonly proof: Pick<ProofJson, 'exchange' | 'exchanges'> | null;
  readonly run: string | null;
  readonly error: ErrorText;
}

async function carryOut(change: Change, flags: SessionFlags, { context, version }: ChangeIo): Promise<ChangeOutcome> {
  const { session, steps, target, components, applicationIds } = change;
  const working = await workingOf(session, components);
  const run = startRun({ session, report: { target }, steps, version, flags, applicationIds });
  return finishChange(run, { session, flags, components, working }, context);
}

/** Components whose exchange succeeds now; empty where ppmi cannot run the exchange. */
async function workingOf(session: Session, components: readonly string[]): Promise<readonly string[]> {
  if (session.context.target.runPlugin === null) return [];
  const results = await Promise.all(
    components.map(async (id) => [id, (await exchangeOf(session, id)).result] as const),
  );
  return results.flatMap(([id, result]) => (result === 'succeeded' ? [id] : []));
}
