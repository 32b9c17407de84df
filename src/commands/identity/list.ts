import { BaseCommand } from '../../cli/base-command.ts';
import { connectionFlags, signInFlags, targetFlags, trustFlags } from '../../cli/flags.ts';
import type { IdentitiesJson } from '../../render/json/identity.ts';

export default class IdentityList extends BaseCommand {
  static override summary = 'list the managed identity records of an environment, and what is bound to them';
  static override examples = ['<%= config.bin %> <%= command.id %> --emulate healthy-v2-issued'];
  static override flags = {
    environment: targetFlags.environment,
    cloud: trustFlags.cloud,
    ...signInFlags,
    ...connectionFlags,
  };

  async run(): Promise<IdentitiesJson> {
    const { flags } = await this.parse(IdentityList);
    const [{ openSession }, { listIdentities }] = await Promise.all([
      import('../../session/session.ts'),
      import('../../features/inventory/identities.ts'),
    ]);
    const session = await openSession(flags, { notify: this.prompt });
    try {
      const result = { identities: await listIdentities(session), emulated: session.context.target.emulated };
      return await this.finish(session.context.redactor.redactData(result), 0, async (style) => {
        const { identitiesText } = await import('../../render/text/identity.ts');
        return identitiesText(result, style);
      });
    } finally {
      await session.close();
    }
  }
}
