import { defineCommand } from '../cli/command.ts';
import { repairFlags, repairTargetFlags } from '../flags/repair.ts';
import { localFileFlags } from '../flags/shared.ts';
import type { FleetRepairJson } from '../render/json/fleet-repair.ts';
import type { HandoverJson } from '../render/json/handover.ts';
import type { RepairJson } from '../render/json/plan.ts';
import type { Outcome } from '../render/outcome.ts';

export default defineCommand({
  summary: 'Plan a repair, apply it after confirmation, and verify the result',
  description: `Runs the checks of doctor, plans every step, shows each with its request and its undo, and applies them after confirmation.
Each request is written to a journal before it is sent, so that a run can be resumed and undone. Then the same checks run again, and the token exchange where ppmi can run it.
Where you may not change everything yourself, --as prints the plan for an administrator.
Without a terminal, --yes is required. Exit code 0: no problem is left. 1: problems remain. 2: not applied, or stopped.`,
  examples: [
    '<%= config.bin %> <%= command.id %> --environment https://contoso.crm4.dynamics.com --component Contoso.Plugins --sign-in azure-cli',
    '<%= config.bin %> <%= command.id %> --emulate tenant-big-endian --yes',
    '<%= config.bin %> <%= command.id %> --all --environments-file environments.txt --dry-run',
    '<%= config.bin %> <%= command.id %> --emulate tenant-big-endian --as az',
    '<%= config.bin %> <%= command.id %> --emulate record-missing --application-id 7340fedd-d333-4b71-82a9-19ecb095857e --yes',
  ],
  flags: { ...repairTargetFlags, ...repairFlags, 'other-file': localFileFlags['other-file'] },
  async run({ flags, context, ownPackage, print }): Promise<Outcome<RepairJson | FleetRepairJson | HandoverJson>> {
    const { as } = flags;
    if (as !== undefined) {
      const { handOverRepair } = await import('../features/repair/hand-over.ts');
      return handOverRepair({ ...flags, as }, { context, version: ownPackage.version });
    }
    if (flags.all || flags['environments-file'] !== undefined) {
      const { repairFleet } = await import('../features/repair/repair-fleet.ts');
      return repairFleet(flags, { context, version: ownPackage.version, print });
    }
    const { runRepair } = await import('../features/repair/run-repair.ts');
    return runRepair(flags, { context, version: ownPackage.version, print });
  },
});
