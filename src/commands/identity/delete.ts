import { defineCommand } from '../../cli/command.ts';
import { identityArgs } from '../../flags/identity.ts';
import { changeFlags } from '../../flags/repair.ts';
import { connectionFlags, signInFlags, targetFlags, trustFlags } from '../../flags/shared.ts';

export default defineCommand({
  summary: 'Delete a managed identity record that no component is bound to',
  description: `The plan is shown first. Every request is recorded in a journal: ppmi repair undo reverts the run.`,
  examples: [
    '<%= config.bin %> <%= command.id %> contoso-identity --environment https://contoso.crm4.dynamics.com --sign-in azure-cli',
  ],
  args: identityArgs,
  flags: {
    environment: targetFlags.environment,
    cloud: trustFlags.cloud,
    ...signInFlags,
    ...connectionFlags,
    ...changeFlags,
  },
  async run({ args, flags, context, ownPackage, print }) {
    const { deleteIdentity } = await import('../../features/identity/change-records.ts');
    return deleteIdentity(args.identity, flags, { context, version: ownPackage.version, print });
  },
});
