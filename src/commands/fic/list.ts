import { defineCommand } from '../../cli/command.ts';
import { connectionFlags, signInFlags, targetFlags, trustFlags } from '../../flags/shared.ts';

export default defineCommand({
  summary: 'List the federated credentials of an application or managed identity, with their subjects decoded',
  description: 'Without --application-id, the application is the one that the record of the component names.',
  examples: [
    '<%= config.bin %> <%= command.id %> --application-id 11111111-2222-3333-4444-555555555555 --sign-in azure-cli',
    '<%= config.bin %> <%= command.id %> --emulate tenant-big-endian',
  ],
  flags: { ...targetFlags, cloud: trustFlags.cloud, ...signInFlags, ...connectionFlags },
  async run({ flags, context }) {
    const { listCredentials } = await import('../../features/inventory/credential-list.ts');
    return listCredentials(context, flags);
  },
});
