import { defineCommand } from '../../cli/command.ts';
import { identityArgs } from '../../flags/identity.ts';
import { changeFlags } from '../../flags/repair.ts';
import { componentFlags, connectionFlags, signInFlags, trustFlags } from '../../flags/shared.ts';

export default defineCommand({
  summary: 'Bind a component to a managed identity record',
  description: `An assembly that a package contains is bound through its package.
The plan is shown first. Every request is recorded in a journal: ppmi repair undo reverts the run.`,
  examples: [
    '<%= config.bin %> <%= command.id %> contoso-identity --environment https://contoso.crm4.dynamics.com --component Contoso.Plugins --sign-in azure-cli',
  ],
  args: identityArgs,
  flags: { ...componentFlags, cloud: trustFlags.cloud, ...signInFlags, ...connectionFlags, ...changeFlags },
  async run({ args, flags, context, ownPackage, print }) {
    const { bindIdentity } = await import('../../features/identity/change-records.ts');
    return bindIdentity(args.identity, flags, { context, version: ownPackage.version, print });
  },
});
