import { defineCommand } from '../../cli/command.ts';
import { listIdentitiesFlags } from '../../flags/identity.ts';
import { connectionFlags, signInFlags, targetFlags, trustFlags } from '../../flags/shared.ts';

export default defineCommand({
  summary: 'List the managed identity records of an environment and the components bound to them',
  examples: [
    '<%= config.bin %> <%= command.id %> --environment https://contoso.crm4.dynamics.com --sign-in azure-cli',
    '<%= config.bin %> <%= command.id %> --emulate healthy-v2-issued',
  ],
  flags: {
    environment: targetFlags.environment,
    cloud: trustFlags.cloud,
    ...listIdentitiesFlags,
    ...signInFlags,
    ...connectionFlags,
  },
  async run({ flags, context }) {
    const { listIdentities } = await import('../../features/inventory/identities.ts');
    return listIdentities(context, flags);
  },
});
