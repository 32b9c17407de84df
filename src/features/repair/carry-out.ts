/** Applies and verifies the steps of a confirmed plan, for `repair` and `repair apply`. */
import { type ErrorText, errorText } from '../../catalog/error-text.ts';
import { PpmiError } from '../../domain/errors.ts';
import type { Step } from '../../domain/plan.ts';
import { followUpCommand, type RunCommands, runCommands } from '../../report/follow-up.ts';
import type { Report } from '../../report/report.ts';
import type { CommandContext } from '../../session/command-context.ts';
import type { Session, SessionFlags } from '../../session/session.ts';
import { accessArguments } from '../diagnose/target-arguments.ts';
import { onInterrupt, untilInterrupted } from '../fleet/interrupt.ts';
import { refuseToCut } from './confirm-steps.ts';
import { type AppliedStep, appliedSteps, type OpenRun, sendSteps, startRun } from './journaled-run.ts';
import { stopError } from './stop-error.ts';
import { type Proof, verify } from './verify.ts';

export interface CarryOutOptions {
  readonly session: Session;
  readonly flags: SessionFlags;
  readonly context: CommandContext;
  readonly version: string;
  readonly steps: readonly Step[];
  /** The report from before the repair. */
  readonly report: Report;
  readonly lastFailure: Date | null;
}

export interface CarriedOut {
  /** ID of the run; null: no step had to be applied. */
  readonly run: string | null;
  /** Null: nothing had to be applied. The emulated environment and its journal end with this process: null there too. */
  readonly next: RunCommands | null;
  readonly applied: readonly AppliedStep[];
  /** Null: a step stopped the run. */
  readonly proof: Proof | null;
  readonly error: ErrorText | null;
  readonly interrupted: boolean;
}

/** @throws PpmiError `repair-locked`, `state-unwritable`; nothing was sent then */
export async function carryOut(options: CarryOutOptions): Promise<CarriedOut> {
  const { session, steps, report, version, flags, lastFailure } = options;
  if (steps.length === 0) return { ...nothing, proof: await verified(options) };
  return finishRun(startRun({ session, report, steps, version, flags, lastFailure }), options);
}

export const nothing: CarriedOut = { run: null, next: null, applied: [], proof: null, error: null, interrupted: false };

/** Sends the remaining steps of a run, and verifies the result. */
export async function finishRun(run: OpenRun, options: Omit<CarryOutOptions, 'steps'>): Promise<CarriedOut> {
  const { session, context, report, flags } = options;
  const { id, steps, emulated } = run.journal.header;
  const next = emulated ? null : runCommands(id, accessArguments(flags), context.shell);
  const begun = { ...nothing, run: id, next };
  const working = report.target.component === null ? [] : [report.target.component.id];
  const before = (step: Step) => refuseToCut(session, step, working, context.progress);
  const interrupt = onInterrupt();
  // Null: interrupted, or ended by an exception. Both can be resumed.
  let succeeded: boolean | null = null;
  try {
    const outcome = await sendSteps(run, session, 'apply', {
      progress: context.progress,
      signal: interrupt.signal,
      before,
    });
    const applied = appliedSteps(run.journal.read().steps);
    const { followUp } = report;
    const doctor = followUp === null ? undefined : followUpCommand('doctor', followUp);
    const stop = stopError(outcome, 'apply', doctor);
    if (stop !== null) {
      succeeded = false;
      return { ...begun, applied, error: texted(stop, options) };
    }
    const proof = await untilInterrupted(verified({ ...options, steps }), interrupt.signal);
    succeeded = proof.report.summary.errors === 0 && proof.exchange !== 'failed';
    return { ...begun, applied, proof };
  } catch (error) {
    const applied = appliedSteps(run.journal.read().steps);
    if (interrupt.signal.aborted) return { ...begun, applied, interrupted: true };
    // Report the applied steps of an incomplete run too.
    if (error instanceof PpmiError) return { ...begun, applied, error: texted(error, options) };
    throw error;
  } finally {
    interrupt.dispose();
    run.close(succeeded, 'apply');
  }
}

function texted(error: PpmiError, { session, context }: Pick<CarryOutOptions, 'session' | 'context'>): ErrorText {
  return session.context.redactor.redactResult(errorText(error, context.shell, context.repeated));
}

function verified({
  session,
  flags,
  context,
  version,
  steps,
  lastFailure,
}: Omit<CarryOutOptions, 'report'>): Promise<Proof> {
  return verify(session, flags, { version, steps, lastFailure, progress: context.progress });
}
