/** `--as`: prints a plan in the format of another tool. Changes nothing. */
import type { FederatedCredential } from '../../domain/facts.ts';
import type { HandoverFormat } from '../../domain/handover-formats.ts';
import type { Step } from '../../domain/plan.ts';
import type { HandoverFlags } from '../../flags/repair.ts';
import { handover, handoverText } from '../../render/handover/index.ts';
import type { HandoverJson } from '../../render/json/handover.ts';
import type { Outcome } from '../../render/outcome.ts';
import { reportExit } from '../../report/exit-codes.ts';
import { followUpCommand } from '../../report/follow-up.ts';
import type { ReportTarget } from '../../report/report.ts';
import type { CommandContext } from '../../session/command-context.ts';
import { writeNewFile } from '../../session/output-file.ts';
import type { Session } from '../../session/session.ts';
import { diagnoseSession } from '../diagnose/diagnose.ts';
import { refuseForeign, type Tenants } from './foreign-tenant.ts';
import { planSteps, type RepairOptions } from './run-repair.ts';

/** `--as` was given. */
type Handed = HandoverFlags & { readonly as: HandoverFormat; readonly 'foreign-tenant'?: string | undefined };

export interface HandoverInput {
  readonly session: Session;
  readonly context: CommandContext;
  readonly steps: readonly Step[];
  readonly tenants: Tenants | null;
  readonly target: ReportTarget;
  /** Credentials that the application holds now. */
  readonly credentials: readonly FederatedCredential[];
  /** Warnings to read before the plan is applied. */
  readonly notes?: readonly string[];
  /** The command that checks the target afterwards; null: unknown. */
  readonly doctor: string | null;
}

/**
 * @throws PpmiError `file-unwritable` if the file of `--output` exists or cannot be written; `foreign-tenant`, because a
 *   script prompts for nothing, and who runs it may not read its comments
 */
export async function handOver(
  { as, output, 'foreign-tenant': confirmed }: Handed,
  { session, context, steps, tenants, target, credentials, notes = [], doctor }: HandoverInput,
): Promise<Outcome<HandoverJson>> {
  if (tenants !== null) refuseForeign(steps, confirmed, tenants);
  const { redactor, target: reached } = session.context;
  // The scripts sign in to the tenant whose objects change, which need not be that of the environment.
  const tenantId = tenants?.directory ?? target.tenantId;
  const plan = redactor.redactResult({ steps, target: { ...target, tenantId }, notes });
  const made = handover(as, {
    ...plan,
    emulated: reached.emulated,
    shell: context.shell,
    credentialNames: new Map(credentials.map(({ url, name }) => [url, name])),
    doctor,
  });
  const whole = handoverText(as, made, context.shell.shell);
  if (output !== undefined) writeNewFile(output, whole);
  const result = { emulated: reached.emulated, as, ...made, output: output ?? null };
  const text = () =>
    output === undefined ? whole.trimEnd() : `The plan was written to ${output}. Nothing was changed.`;
  return { result, exitCode: 0, text };
}

export async function handOverRepair(
  flags: RepairOptions & Handed,
  { context, version }: { readonly context: CommandContext; readonly version: string },
): Promise<Outcome<HandoverJson>> {
  const session = await context.openSession(flags);
  await session.prefetch();
  const diagnosed = await diagnoseSession(session, flags, { version });
  // Never prompt: the output may be piped.
  const planned = await planSteps(session, diagnosed, { ...flags, yes: true }, null);
  const steps = planned?.steps ?? [];
  const read = await diagnosed.read('federatedCredentials');
  const { followUp, target } = diagnosed.report;
  const handed = await handOver(flags, {
    session,
    context,
    steps,
    tenants: planned?.tenants ?? null,
    target,
    credentials: read.ok ? (read.value?.credentials ?? []) : [],
    doctor: followUp === null ? null : followUpCommand('doctor', followUp),
  });
  // Without steps there is nothing to hand over, so the findings determine the exit code.
  return steps.length > 0 ? handed : { ...handed, exitCode: reportExit(diagnosed.report, 'error') };
}
