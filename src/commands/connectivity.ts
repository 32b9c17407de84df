import * as Flags from '@oclif/core/flags';
import { defineCommand } from '../cli/command.ts';
import { connectionFlags, failOnFlags, signInFlags, targetFlags, trustFlags } from '../cli/flags.ts';

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
    environment: targetFlags.environment,
    cloud: trustFlags.cloud,
    tenant: trustFlags.tenant,
    'environment-id': trustFlags['environment-id'],
    resource: Flags.string({
      summary: 'Test a resource that the plug-in calls: a vault, storage account, database, Service Bus or any URL',
      helpValue: 'URL',
      helpGroup: 'TARGET',
      multiple: true,
      multipleNonGreedy: true,
    }),
    endpoint: Flags.string({
      summary: 'Test another host; only the TCP connection on ports other than 443 and 80',
      helpValue: 'HOST[:PORT]',
      helpGroup: 'TARGET',
      multiple: true,
      multipleNonGreedy: true,
    }),
    pac: Flags.boolean({ summary: 'Test the hosts that pac and the portals need as well', helpGroup: 'TARGET' }),
    'from-environment': Flags.boolean({
      summary: 'Test the hosts from the network of the environment as well',
      description:
        'Signs in and asks the network diagnostics of Power Platform, which connect from the subnet of the environment and change nothing. Requires the environment ID and the Power Platform Administrator role.',
      helpGroup: 'TARGET',
    }),
    timeout: Flags.integer({
      summary: 'Time limit of each stage in seconds',
      helpValue: 'SECONDS',
      min: 1,
      max: 120,
      default: 5,
      helpGroup: 'CONNECTION',
    }),
    format: Flags.option({ options: ['text', 'markdown', 'junit'] as const })({
      summary: 'Format of the report; Markdown is made for tickets',
      default: 'text',
      exclusive: ['json'],
    }),
    watch: Flags.integer({
      summary: 'Repeat the test after this many seconds and print what changed, until interrupted',
      helpValue: 'SECONDS',
      min: 1,
      exclusive: ['format'],
    }),
    verbose: Flags.boolean({ summary: 'Show every stage of every host, with the codes of the TLS library' }),
    ...signInFlags,
    ...connectionFlags,
    ...failOnFlags,
  },
  async run({ flags, context, print, printJson }) {
    if (flags.watch !== undefined) {
      const { watchConnectivity } = await import('../features/connectivity/watch.ts');
      return watchConnectivity(context, { ...flags, watch: flags.watch }, { print, printJson });
    }
    const { checkConnectivity } = await import('../features/connectivity/connectivity.ts');
    return checkConnectivity(context, flags);
  },
});
