import * as Flags from '@oclif/core/flags';
import { defineCommand } from '../../cli/command.ts';
import { connectionFlags, signInFlags, targetFlags, trustFlags } from '../../cli/flags.ts';

export default defineCommand({
  summary: 'List the managed identity records of an environment and the components bound to them',
  examples: [
    '<%= config.bin %> <%= command.id %> --environment https://contoso.crm4.dynamics.com --sign-in azure-cli',
    '<%= config.bin %> <%= command.id %> --emulate healthy-v2-issued',
  ],
  flags: {
    environment: targetFlags.environment,
    cloud: trustFlags.cloud,
    unbound: Flags.boolean({
      summary: 'Also list components without a record, and whether they are signed',
      description: 'Reads the content of each such component.',
    }),
    unsigned: Flags.boolean({
      summary: 'Also list components that are bound but not signed',
      description: 'Reads the content of each bound component.',
    }),
    ...signInFlags,
    ...connectionFlags,
  },
  async run({ flags, context }) {
    const { listIdentities } = await import('../../features/inventory/identities.ts');
    return listIdentities(context, flags);
  },
});
