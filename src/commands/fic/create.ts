import * as Flags from '@oclif/core/flags';
import { defineCommand } from '../../cli/command.ts';
import { changeFlags, repairTargetFlags } from '../../flags/repair.ts';
import { trustFlags } from '../../flags/shared.ts';

export default defineCommand({
  summary: 'Create the federated credential that a component requires',
  description: `Issuer, subject and audience are computed from the registered component. Nothing is created from values that are not verified.
The plan is shown first. Every request is recorded in a journal: ppmi repair undo reverts the run.`,
  examples: [
    '<%= config.bin %> <%= command.id %> --environment https://contoso.crm4.dynamics.com --component Contoso.Plugins --sign-in azure-cli',
    '<%= config.bin %> <%= command.id %> --emulate fic-missing --yes',
  ],
  flags: {
    ...repairTargetFlags,
    name: Flags.string({ summary: 'Name of the credential', helpValue: 'NAME', helpGroup: 'CHANGE' }),
    'trust-version': trustFlags['trust-version'],
    ...changeFlags,
  },
  async run({ flags, context, ownPackage, print }) {
    const { createFic } = await import('../../features/fic/change-credentials.ts');
    return createFic(flags, { context, version: ownPackage.version, print });
  },
});
