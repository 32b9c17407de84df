import { defineCommand } from '../../cli/command.ts';
import { credentialArgs } from '../../flags/identity.ts';
import { changeFlags, repairTargetFlags } from '../../flags/repair.ts';
import { trustFlags } from '../../flags/shared.ts';

export default defineCommand({
  summary: 'Set a federated credential to the values that a component requires',
  description: `Issuer, subject and audience are computed from the registered component. A credential that a component or workload relies on is changed only with --yes.
The plan is shown first. Every request is recorded in a journal: ppmi repair undo reverts the run.`,
  examples: [
    '<%= config.bin %> <%= command.id %> contoso-dev --environment https://contoso.crm4.dynamics.com --component Contoso.Plugins --sign-in azure-cli',
  ],
  args: credentialArgs,
  flags: {
    ...repairTargetFlags,
    'trust-version': trustFlags['trust-version'],
    ...changeFlags,
  },
  async run({ args, flags, context, ownPackage, print }) {
    const { updateFic } = await import('../../features/fic/change-credentials.ts');
    return updateFic(args.credential, flags, { context, version: ownPackage.version, print });
  },
});
