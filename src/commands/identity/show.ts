import { defineCommand } from '../../cli/command.ts';
import { identityArgs } from '../../flags/identity.ts';
import { connectionFlags, signInFlags, targetFlags, trustFlags } from '../../flags/shared.ts';

export default defineCommand({
  summary: 'Show a managed identity record, its components and its application',
  description:
    'The application is an app registration or a user-assigned managed identity. Exit code 2: the application could not be read.',
  examples: [
    '<%= config.bin %> <%= command.id %> contoso-identity --environment https://contoso.crm4.dynamics.com --sign-in azure-cli',
  ],
  args: identityArgs,
  flags: { environment: targetFlags.environment, cloud: trustFlags.cloud, ...signInFlags, ...connectionFlags },
  async run({ args, flags, context }) {
    const { showIdentity } = await import('../../features/inventory/identities.ts');
    return showIdentity(context, args.identity, flags);
  },
});
