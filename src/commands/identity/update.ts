import { defineCommand } from '../../cli/command.ts';
import { identityArgs, updateIdentityFlags } from '../../flags/identity.ts';
import { changeFlags } from '../../flags/repair.ts';
import { connectionFlags, signInFlags, targetFlags, trustFlags } from '../../flags/shared.ts';

export default defineCommand({
  summary: 'Change the name, application or tenant of a managed identity record',
  description: `To change its version, use identity upgrade.
The plan is shown first. Every request is recorded in a journal: ppmi repair undo reverts the run.`,
  examples: [
    '<%= config.bin %> <%= command.id %> contoso-identity --application-id 11111111-2222-3333-4444-555555555555 --environment https://contoso.crm4.dynamics.com --sign-in azure-cli',
  ],
  args: identityArgs,
  flags: {
    ...updateIdentityFlags,
    environment: targetFlags.environment,
    cloud: trustFlags.cloud,
    ...signInFlags,
    ...connectionFlags,
    ...changeFlags,
  },
  async run({ args, flags, context, ownPackage, print }) {
    const { updateIdentity } = await import('../../features/identity/change-records.ts');
    return updateIdentity(args.identity, flags, { context, version: ownPackage.version, print });
  },
});
