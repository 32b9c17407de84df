import * as Flags from '@oclif/core/flags';
import { defineCommand } from '../cli/command.ts';
import { connectionFlags, localFileFlags, signInFlags, targetFlags, trustFlags } from '../cli/flags.ts';

export default defineCommand({
  summary: 'Plan a repair, apply it after confirmation, and verify the result',
  description: `Runs the checks of doctor, plans every step, shows each with its request and its undo, and applies them after confirmation. Then the same checks and the token exchange run again.
On a real target the plan is shown, nothing is changed, and the exit code is 2: steps are applied only with --emulate.`,
  examples: [
    '<%= config.bin %> <%= command.id %> --emulate tenant-big-endian --yes',
    '<%= config.bin %> <%= command.id %> --emulate record-missing --application-id 11111111-2222-3333-4444-555555555555 --yes',
  ],
  flags: {
    ...targetFlags,
    yes: Flags.boolean({ char: 'y', summary: 'Apply the plan without confirmation' }),
    'other-file': localFileFlags['other-file'],
    cloud: trustFlags.cloud,
    ...signInFlags,
    ...connectionFlags,
  },
  async run({ flags, context, ownPackage, print }) {
    const { runRepair } = await import('../features/repair/run-repair.ts');
    return runRepair(context, flags, { version: ownPackage.version, print });
  },
});
