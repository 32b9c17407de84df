import { BaseCommand } from '../../cli/base-command.ts';
import { connectionFlags, signInFlags, targetFlags, trustFlags } from '../../cli/flags.ts';
import type { CredentialsJson } from '../../render/json/identity.ts';

export default class FicList extends BaseCommand {
  static override summary = 'list the federated credentials of an application or managed identity, each explained';
  static override description =
    'Of the application that --application-id names, wherever it is; else of the one that the record of a component names.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> --emulate tenant-big-endian',
    '<%= config.bin %> <%= command.id %> --application-id 11111111-2222-3333-4444-555555555555 --sign-in azure-cli',
  ];
  static override flags = { ...targetFlags, cloud: trustFlags.cloud, ...signInFlags, ...connectionFlags };

  async run(): Promise<CredentialsJson> {
    const { flags } = await this.parse(FicList);
    const { listCredentialsOf } = await import('../../features/inventory/credential-list.ts');
    const result = await listCredentialsOf(flags, this.prompt);
    return this.finish(result, 0, async (style) => {
      const { credentialsText } = await import('../../render/text/identity.ts');
      return credentialsText(result, style);
    });
  }
}
