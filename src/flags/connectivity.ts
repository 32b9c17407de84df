/** Flags of `connectivity`. */
import * as Flags from '@oclif/core/flags';
import type { FlagValues } from './flag-values.ts';
import { targetFlags, trustFlags } from './shared.ts';

export const connectivityFlags = {
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
    summary: 'Test another host (on ports other than 443 and 80, only the TCP connection)',
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
  format: Flags.option({ options: ['text', 'markdown', 'junit', 'sarif'] as const })({
    summary: 'Format of the report (Markdown is for tickets)',
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
};
export type ConnectivityFlags = FlagValues<typeof connectivityFlags>;
