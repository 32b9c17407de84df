import { defineCommand } from '../../cli/command.ts';
import { connectionFlags, signInFlags, trustFlags } from '../../flags/shared.ts';

export default defineCommand({
  summary: 'List the environments that you have access to',
  description: `Reads global discovery (the environments of the signed-in user) and the admin list (the environments of the tenant), and reports which of the two answered.
Exit code 2: neither answered.`,
  examples: ['<%= config.bin %> <%= command.id %> --sign-in azure-cli'],
  flags: { cloud: trustFlags.cloud, ...signInFlags, ...connectionFlags },
  async run({ flags, context }) {
    const { listEnvironments } = await import('../../features/inventory/environments.ts');
    return listEnvironments(context, flags);
  },
});
