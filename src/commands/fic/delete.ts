import { defineCommand } from '../../cli/command.ts';
import { credentialArgs } from '../../flags/identity.ts';
import { changeFlags, repairTargetFlags } from '../../flags/repair.ts';

export default defineCommand({
  summary: 'Delete a federated credential',
  description: `A credential that a component or workload relies on is deleted only with --yes.
The plan is shown first. Every request is recorded in a journal: ppmi repair undo reverts the run.`,
  examples: [
    '<%= config.bin %> <%= command.id %> contoso-dev --environment https://contoso.crm4.dynamics.com --component Contoso.Plugins --sign-in azure-cli',
  ],
  args: credentialArgs,
  flags: {
    ...repairTargetFlags,
    ...changeFlags,
  },
  async run({ args, flags, context, ownPackage, print }) {
    const { deleteFic } = await import('../../features/fic/change-credentials.ts');
    return deleteFic(args.credential, flags, { context, version: ownPackage.version, print });
  },
});
