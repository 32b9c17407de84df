import { defineCommand } from '../cli/command.ts';
import { connectionFlags, failOnFlags, targetFlags, trustFlags } from '../cli/flags.ts';

export default defineCommand({
  summary: 'Test the connections from this computer to the services that a managed identity uses',
  description: `Tests each host without signing in: name resolution, TCP connection, proxy, TLS, and a response that only the real service gives. The plug-in itself runs in another network, which is not tested.
Exit code 1: a required host does not answer as itself. Exit code 2: that could not be determined.`,
  examples: [
    '<%= config.bin %> <%= command.id %> --cloud gcchigh',
    '<%= config.bin %> <%= command.id %> --environment https://contoso.crm4.dynamics.com --tenant 11111111-2222-3333-4444-555555555555',
  ],
  flags: {
    environment: targetFlags.environment,
    cloud: trustFlags.cloud,
    tenant: trustFlags.tenant,
    ...connectionFlags,
    ...failOnFlags,
  },
  async run({ flags, context }) {
    const { checkConnectivity } = await import('../features/connectivity/connectivity.ts');
    return checkConnectivity(context, flags);
  },
});
