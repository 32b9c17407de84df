import { BaseCommand } from '../../cli/base-command.ts';
import { connectionFlags, signInFlags, targetFlags, trustFlags } from '../../cli/flags.ts';
import type { EnvironmentWhoJson } from '../../render/text/environments.ts';

export default class EnvWho extends BaseCommand {
  static override summary = 'show the ids of an environment, and as whom it knows you';
  static override examples = [
    '<%= config.bin %> <%= command.id %> --environment https://contoso.crm4.dynamics.com --sign-in azure-cli',
  ];
  static override flags = {
    environment: targetFlags.environment,
    cloud: trustFlags.cloud,
    ...signInFlags,
    ...connectionFlags,
  };

  async run(): Promise<EnvironmentWhoJson> {
    const { flags } = await this.parse(EnvWho);
    const { openSession } = await import('../../session/session.ts');
    const session = await openSession(flags, { notify: this.prompt });
    try {
      const url = session.environmentUrl;
      const [environment, me] = await Promise.all([
        session.sources().dataverse.environment(),
        session.clients.client('dataverse', url).get(`${url}/api/data/v9.2/WhoAmI`),
      ]);
      const userId = typeof me?.UserId === 'string' ? me.UserId.toLowerCase() : null;
      const result = { ...environment, userId, emulated: session.context.target.emulated };
      return await this.finish(result, 0, async (style) => {
        const { environmentWhoText } = await import('../../render/text/environments.ts');
        return environmentWhoText(result, style);
      });
    } finally {
      await session.close();
    }
  }
}
