import { defineCommand } from '../cli/command.ts';
import { connectivityFlags } from '../flags/connectivity.ts';
import { connectionFlags, failOnFlags, signInFlags } from '../flags/shared.ts';

export default defineCommand({
  summary: 'Test the connections from this computer to the services that a managed identity uses',
  description: `Tests each host without signing in: name resolution, TCP connection, proxy, TLS, and a response that only the real service gives. The plug-in itself runs in another network, which is not tested.
Exit code 1: a required host does not work. Exit code 2: this could not be determined.`,
  examples: [
    '<%= config.bin %> <%= command.id %> --cloud gcchigh',
    '<%= config.bin %> <%= command.id %> --environment https://contoso.crm4.dynamics.com --tenant 11111111-2222-3333-4444-555555555555',
    '<%= config.bin %> <%= command.id %> --resource https://contoso.vault.azure.net --endpoint sql.contoso.com:1433',
    '<%= config.bin %> <%= command.id %> --format markdown > network-ticket.md',
  ],
  flags: {
    ...connectivityFlags,
    ...signInFlags,
    ...connectionFlags,
    ...failOnFlags,
  },
  async run({ flags, context, ownPackage, print, printJson }) {
    const { version } = ownPackage;
    if (flags.watch !== undefined) {
      const { watchConnectivity } = await import('../features/connectivity/watch.ts');
      return watchConnectivity(context, { ...flags, watch: flags.watch }, { version, print, printJson });
    }
    const { checkConnectivity } = await import('../features/connectivity/connectivity.ts');
    return checkConnectivity(context, flags, version);
  },
});
