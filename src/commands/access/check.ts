import * as Flags from '@oclif/core/flags';
import { BaseCommand } from '../../cli/base-command.ts';
import { connectionFlags, signInFlags, targetFlags, trustFlags } from '../../cli/flags.ts';
import type { AccessJson } from '../../render/json/access.ts';

export default class AccessCheck extends BaseCommand {
  static override summary = 'tell what the identity of a component may do on a resource';
  static override description =
    `Reads roles and access policies of a vault, roles on any other Azure resource (by its id, storage and the like also by address), or the
application user of a Dataverse environment.
What cannot be read ends the command with exit code 2; nothing is concluded from half a picture. Firewalls are not looked at.`;
  static override examples = [
    '<%= config.bin %> <%= command.id %> --emulate resource-no-role',
    '<%= config.bin %> <%= command.id %> --environment https://contoso.crm4.dynamics.com --component Contoso.Plugins --resource https://contoso.vault.azure.net --sign-in device-code --sign-in-client-id 11111111-2222-3333-4444-555555555555',
  ];
  static override flags = {
    resource: Flags.string({
      summary: 'what the token is for; under --emulate what the plug-in reads',
      helpValue: 'URL|ID',
    }),
    ...targetFlags,
    cloud: trustFlags.cloud,
    ...signInFlags,
    ...connectionFlags,
  };

  async run(): Promise<AccessJson> {
    const { flags } = await this.parse(AccessCheck);
    const { accessExit, checkAccess } = await import('../../features/access-check/access-check.ts');
    const access = await checkAccess(flags, this.prompt);
    return this.finish(access, accessExit(access), async (style) => {
      const { accessText } = await import('../../render/text/access.ts');
      return accessText(access, style);
    });
  }
}
