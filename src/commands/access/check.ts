import { defineCommand } from '../../cli/command.ts';
import { accessFlags } from '../../flags/access.ts';
import { connectionFlags, signInFlags, targetFlags, trustFlags } from '../../flags/shared.ts';

export default defineCommand({
  summary: "Check what a component's identity is allowed to do on a resource",
  description: `Reads the roles and access policies of a key vault, the roles on any other Azure resource, or the application user of a Dataverse environment. Firewalls are not checked.
Exit code 1: not allowed. Exit code 2: something could not be read, so no conclusion is possible.`,
  examples: [
    '<%= config.bin %> <%= command.id %> --environment https://contoso.crm4.dynamics.com --component Contoso.Plugins --resource https://contoso.vault.azure.net --sign-in azure-cli',
    '<%= config.bin %> <%= command.id %> --emulate resource-no-role',
  ],
  flags: {
    ...accessFlags,
    ...targetFlags,
    cloud: trustFlags.cloud,
    ...signInFlags,
    ...connectionFlags,
  },
  async run({ flags, context }) {
    const { checkAccess } = await import('../../features/access-check/access-check.ts');
    return checkAccess(context, flags);
  },
});
