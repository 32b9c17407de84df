import * as Flags from '@oclif/core/flags';
import { BaseCommand } from '../cli/base-command.ts';
import { connectionFlags, localFileFlags, signInFlags, targetFlags, trustFlags } from '../cli/flags.ts';
import { ownPackage } from '../cli/host.ts';
import type { RepairJson } from '../render/json/plan.ts';
import type { Session, SessionFlags } from '../session/session.ts';

export default class Repair extends BaseCommand {
  static override summary = 'Plan a repair, apply it after confirmation, and verify the result';
  static override description =
    `Runs the checks of doctor, plans every step, shows each with its request and its undo, and applies them after confirmation.
Then the same checks and the token exchange run again. On a real target the plan is shown, nothing is changed, and the exit code is 2:
steps are applied under --emulate only.`;
  static override examples = [
    '<%= config.bin %> <%= command.id %> --emulate tenant-big-endian --yes',
    '<%= config.bin %> <%= command.id %> --emulate record-missing --application-id 11111111-2222-3333-4444-555555555555 --yes',
  ];
  static override flags = {
    ...targetFlags,
    yes: Flags.boolean({ char: 'y', summary: 'Apply the plan without confirmation' }),
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
    const { runRepair } = await import('../features/repair/run-repair.ts');
    const { confirm } = await import('../session/confirm.ts');
    const outcome = await runRepair(session, flags, {
      version: ownPackage(this.config).version,
      print: (text) => this.print(text),
      confirm: (question) => confirm(question, '--yes'),
      progress: (text) => this.hint(text),
    });
    return this.finish(outcome.json, outcome.exitCode, outcome.text);
  }
}
