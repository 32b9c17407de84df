import { defineCommand } from '../../cli/command.ts';
import { connectionFlags, signInFlags, targetFlags, trustFlags } from '../../flags/shared.ts';

export default defineCommand({
  summary: "Show an environment's IDs and who you are signed in as",
  examples: ['<%= config.bin %> <%= command.id %> --environment https://contoso.crm4.dynamics.com --sign-in azure-cli'],
  flags: { environment: targetFlags.environment, cloud: trustFlags.cloud, ...signInFlags, ...connectionFlags },
  async run({ flags, context }) {
    const { showEnvironment } = await import('../../features/inventory/environments.ts');
    return showEnvironment(context, flags);
  },
});
