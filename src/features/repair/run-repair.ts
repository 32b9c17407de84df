/** `ppmi repair`: shows the plan, applies it after confirmation, verifies it. */
import { errorText } from '../../catalog/error-text.ts';
import { PpmiError } from '../../domain/errors.ts';
import { shellTarget } from '../../domain/shell/command-line.ts';
import { type RepairJson, type RepairState, repairJson } from '../../render/json/plan.ts';
import type { Outcome } from '../../render/outcome.ts';
import type { Style } from '../../render/style.ts';
import { appliedText, planText, proofText } from '../../render/text/plan.ts';
import { reportText } from '../../render/text/report.ts';
import { applyError } from '../../repair/apply.ts';
import { repairExit } from '../../report/exit-codes.ts';
import { followUpCommand } from '../../report/follow-up.ts';
import type { CommandContext } from '../../session/command-context.ts';
import { confirm } from '../../session/confirm.ts';
import type { SessionFlags } from '../../session/session.ts';
import { diagnoseSession } from '../diagnose/diagnose.ts';
import { applyPlan, awaitsCredential, type Proof, planFor, verify } from './repair.ts';

export interface RepairIo {
  readonly version: string;
  /** Shows text before the run ends; nothing where the result is printed as JSON. */
  readonly print: (text: (style: Style) => string) => Promise<void>;
}

export async function runRepair(
  context: CommandContext,
  flags: SessionFlags & { readonly yes: boolean },
  { version, print }: RepairIo,
): Promise<Outcome<RepairJson>> {
  const session = await context.openSession(flags);
  const { target, redactor } = session.context;
  const shell = shellTarget(flags.shell, process.platform);
  await session.prefetch();
  const diagnosed = await diagnoseSession(session, flags, { version });
  const plan = await planFor(diagnosed, flags);
  const { steps } = plan;
  const shown = redactor.redactData({ steps, left: plan.left });
  await print((style) => `${reportText(diagnosed.report, style, { planned: true })}\n\n${planText(shown, style)}`);

  const end = (
    state: Partial<Pick<RepairState, 'applied' | 'error'>> & {
      readonly proof?: Proof;
      readonly withheld?: boolean;
      readonly interrupted?: boolean;
    },
    text: (style: Style) => string,
  ): Outcome<RepairJson> => {
    const { applied = [], proof = null, error, withheld = false, interrupted = false } = state;
    const json = { emulated: target.emulated, steps, applied, proof, ...(error !== undefined && { error }) };
    return {
      result: redactor.redactData(repairJson(json)),
      exitCode: repairExit({
        failed: error !== undefined,
        withheld,
        interrupted,
        before: diagnosed.report,
        after: proof,
      }),
      text: (_result, style) => text(style),
    };
  };

  const waits = target.runPlugin !== null && awaitsCredential(diagnosed.diagnosis);
  if (steps.length === 0 && !waits) return end({}, () => '');
  if (!target.emulated) {
    const notApplied = redactor.redactData(errorText(new PpmiError('repair-real-target'), shell));
    return end({ withheld: true }, () => `${notApplied.title} (${notApplied.code}): ${notApplied.message}`);
  }
  const question = `Apply ${steps.length === 1 ? 'this step' : `these ${steps.length} steps`}?`;
  const answer = steps.length === 0 || flags.yes ? 'yes' : await confirm(question, '--yes');
  if (answer !== 'yes') return end({ interrupted: answer === 'interrupted' }, () => 'Nothing was changed.');

  const done = await applyPlan(session, plan, diagnosed);
  const { followUp } = diagnosed.report;
  const failure = applyError(done, followUp === null ? undefined : followUpCommand('doctor', followUp));
  const applied = redactor.redactData(done.applied);
  if (failure !== null) {
    const error = errorText(failure, shell);
    return end({ applied, error }, (style) => appliedText({ applied, error: redactor.redactData(error) }, style));
  }
  const proof = await verify(session, flags, done, { version, progress: (text) => context.progress(text) });
  return end({ applied, proof }, (style) => `\n${proofText(applied, proof, style)}`);
}
