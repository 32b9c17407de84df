import * as Flags from '@oclif/core/flags';
import { BaseCommand } from '../cli/base-command.ts';
import { connectionFlags, localFileFlags, signInFlags, targetFlags, trustFlags } from '../cli/flags.ts';
import { PpmiError } from '../domain/errors.ts';
import type { RepairJson } from '../render/json/plan.ts';
import type { Session, SessionFlags } from '../session/session.ts';

export default class Repair extends BaseCommand {
  static override summary = 'plan a repair, show it, apply it after a yes, and prove it';
  static override description =
    `Makes the diagnosis of doctor, plans every step, shows each with its request and its undo, and applies them after a yes.
Then the same checks run again, and the token exchange. Until ppmi keeps a journal of what it did, steps are applied under --emulate only:
on a real target the plan is shown, nothing is changed, and the exit code is 2.`;
  static override examples = [
    '<%= config.bin %> <%= command.id %> --emulate tenant-big-endian --yes',
    '<%= config.bin %> <%= command.id %> --emulate record-missing --application-id 11111111-2222-3333-4444-555555555555 --yes',
  ];
  static override flags = {
    yes: Flags.boolean({ char: 'y', summary: 'apply the plan without asking' }),
    ...targetFlags,
    'other-file': localFileFlags['other-file'],
    cloud: trustFlags.cloud,
    ...signInFlags,
    ...connectionFlags,
  };

  async run(): Promise<RepairJson> {
    const { flags } = await this.parse(Repair);
    const { openSession } = await import('../session/session.ts');
    const session = await openSession(flags, { notify: this.prompt });
    try {
      return await this.repair(session, flags);
    } finally {
      await session.close();
    }
  }

  private async repair(session: Session, flags: SessionFlags & { readonly yes: boolean }): Promise<RepairJson> {
    await session.prefetch();
    const { diagnoseSession } = await import('../features/diagnose/diagnose.ts');
    const { awaitsCredential, repair, planFor, provenExit, view } = await import('../features/repair/repair.ts');
    const { exitCodeOf } = await import('../cli/exit-codes.ts');
    const diagnosed = await diagnoseSession(session, flags);
    const plan = await planFor(diagnosed, flags);
    const planned = view(session, plan, null);
    await this.print(async (style) => {
      const { reportText } = await import('../render/text/report.ts');
      const { planText } = await import('../render/text/plan.ts');
      return `${reportText(diagnosed.report, style)}\n\n${planText({ steps: planned.plan, left: plan.left }, style)}`;
    });
    const waits = session.context.target.runPlugin !== null && awaitsCredential(diagnosed.diagnosis);
    if (plan.steps.length === 0 && !waits) return this.finish(planned, exitCodeOf(diagnosed.report, 'error'), () => '');
    if (!session.context.target.emulated) {
      if (!this.jsonEnabled()) throw new PpmiError('repair-real-target');
      return this.finish(planned, 2, () => '');
    }
    const { confirm } = await import('../session/confirm.ts');
    const question = `Apply ${plan.steps.length === 1 ? 'this step' : `these ${plan.steps.length} steps`}?`;
    if (plan.steps.length > 0 && !flags.yes && !(await confirm(question, '--yes'))) {
      return this.finish(planned, exitCodeOf(diagnosed.report, 'error'), () => 'Nothing was changed.');
    }
    const mended = await repair(session, flags, plan, diagnosed, (text) => this.hint(text));
    const result = view(session, plan, mended);
    return this.finish(result, provenExit(mended), async (style) => {
      const { proofText } = await import('../render/text/plan.ts');
      return `\n${proofText(result.applied, result.proof, style)}`;
    });
  }
}
