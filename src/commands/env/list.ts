import { BaseCommand } from '../../cli/base-command.ts';
import { connectionFlags, signInFlags, trustFlags } from '../../cli/flags.ts';
import type { EnvironmentsJson } from '../../render/text/environments.ts';

export default class EnvList extends BaseCommand {
  static override summary = 'list the environments that the sign-in reaches';
  static override description =
    `Asks global discovery (the environments of the signed-in person) and the administrators' list (those of the tenant), and says which of the two answered.
Exit code 2: neither did.`;
  static override examples = ['<%= config.bin %> <%= command.id %> --sign-in azure-cli'];
  static override flags = { cloud: trustFlags.cloud, ...signInFlags, ...connectionFlags };

  async run(): Promise<EnvironmentsJson> {
    const { flags } = await this.parse(EnvList);
    const [{ withCloudSession }, { readEnvironments }] = await Promise.all([
      import('../../session/cloud-session.ts'),
      import('../../session/environments.ts'),
    ]);
    const result = await withCloudSession(flags, { notify: this.prompt }, async ({ context, cloudId, access }) => ({
      ...(await readEnvironments(access, cloudId)),
      emulated: context.target.emulated,
    }));
    return this.finish(result, result.answers.some(({ ok }) => ok) ? 0 : 2, async (style) => {
      const { environmentsText } = await import('../../render/text/environments.ts');
      return environmentsText(result, style);
    });
  }
}
