/** Sends the steps of a journaled change and verifies them, in its first run or when it is resumed. */
import { type ErrorText, errorText } from '../../catalog/error-text.ts';
import { PpmiError } from '../../domain/errors.ts';
import type { Step } from '../../domain/plan.ts';
import type { ProofJson } from '../../render/json/plan.ts';
import { type RunCommands, runCommands } from '../../report/follow-up.ts';
import type { CommandContext } from '../../session/command-context.ts';
import type { Session, SessionFlags } from '../../session/session.ts';
import { accessArguments } from '../diagnose/target-arguments.ts';
import { onInterrupt, untilInterrupted } from '../fleet/interrupt.ts';
import { exchangesOf, refuseToCut, unconfirmed } from './confirm-steps.ts';
import { type AppliedStep, appliedSteps, type OpenRun, sendSteps } from './journaled-run.ts';
import { stopError } from './stop-error.ts';

export interface ChangeOutcome {
  readonly run: string | null;
  readonly next: RunCommands | null;
  readonly applied: readonly AppliedStep[];
  /** Null: the run did not finish. */
  readonly proof: Pick<ProofJson, 'exchange' | 'exchanges'> | null;
  /** Steps whose objects do not show what was written. */
  readonly unconfirmed: readonly string[];
  readonly error: ErrorText | null;
  readonly interrupted: boolean;
}

export const nothing: ChangeOutcome = {
  run: null,
  next: null,
  applied: [],
  proof: null,
  unconfirmed: [],
  error: null,
  interrupted: false,
};

export interface FinishOptions {
  readonly session: Session;
  /** IDs of the components whose exchange must succeed afterwards. */
  readonly components: readonly string[];
  /** Components whose exchange succeeded at the start. */
  readonly working: readonly string[];
  readonly flags: SessionFlags;
}

/** Sends the remaining steps of a run, and verifies them. */
export async function finishChange(
  run: OpenRun,
  { session, components, working, flags }: FinishOptions,
  context: CommandContext,
): Promise<ChangeOutcome> {
  const { id, steps, emulated } = run.journal.header;
  const next = emulated ? null : runCommands(id, accessArguments(flags), context.shell);
  const begun = { ...nothing, run: id, next };
  const interrupt = onInterrupt();
  const applied = () => appliedSteps(run.journal.read().steps);
  let succeeded: boolean | null = null;
  try {
    const { progress } = context;
    const before = (step: Step) => refuseToCut(session, step, working, progress);
    const outcome = await sendSteps(run, session, 'apply', { progress, signal: interrupt.signal, before });
    const stop = stopError(outcome, 'apply');
    if (stop !== null) {
      succeeded = false;
      const error = session.context.redactor.redactResult(errorText(stop, context.shell, context.repeated));
      return { ...begun, applied: applied(), error };
    }
    const verified = Promise.all([
      unconfirmed(session, steps, progress),
      exchangesOf(session, components, progress),
    ] as const);
    const [missed, proof] = await untilInterrupted(verified, interrupt.signal);
    succeeded = missed.length === 0 && proof.exchange !== 'failed';
    return { ...begun, applied: applied(), proof, unconfirmed: missed };
  } catch (error) {
    if (interrupt.signal.aborted) return { ...begun, applied: applied(), interrupted: true };
    // Report the applied steps of the incomplete run too.
    if (!(error instanceof PpmiError)) throw error;
    const text = session.context.redactor.redactResult(errorText(error, context.shell, context.repeated));
    return { ...begun, applied: applied(), error: text };
  } finally {
    interrupt.dispose();
    run.close(succeeded, 'apply');
  }
}
