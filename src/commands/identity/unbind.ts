import { defineCommand } from '../../cli/command.ts';
import { changeFlags } from '../../flags/repair.ts';
import { componentFlags, connectionFlags, signInFlags, trustFlags } from '../../flags/shared.ts';

export default defineCommand({
  summary: 'Unbind a component from its managed identity record',
  description: `The component gets no tokens afterwards.
The plan is shown first. Every request is recorded in a journal: ppmi repair undo reverts the run.`,
  examples: [
    '<%= config.bin %> <%= command.id %> --environment https://contoso.crm4.dynamics.com --component Contoso.Plugins --sign-in azure-cli',
  ],
  flags: { ...componentFlags, cloud: trustFlags.cloud, ...signInFlags, ...connectionFlags, ...changeFlags },
  async run({ flags, context, ownPackage, print }) {
    const { unbindIdentity } = await import('../../features/identity/change-records.ts');
    return unbindIdentity(flags, { context, version: ownPackage.version, print });
  },
});
