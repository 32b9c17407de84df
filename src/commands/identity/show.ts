import * as Args from '@oclif/core/args';
import { BaseCommand } from '../../cli/base-command.ts';
import { connectionFlags, signInFlags, targetFlags, trustFlags } from '../../cli/flags.ts';
import type { IdentityShowJson } from '../../render/json/identity.ts';

export default class IdentityShow extends BaseCommand {
  static override summary = 'show one managed identity record, its bindings and the application behind its client id';
  static override description =
    'The application is an app registration or a user-assigned managed identity. Exit code 2: it could not be looked for.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> contoso-identity --environment https://contoso.crm4.dynamics.com',
  ];
  static override args = {
    identity: Args.string({ description: 'name or id of the record', required: true, ignoreStdin: true }),
  };
  static override flags = {
    environment: targetFlags.environment,
    cloud: trustFlags.cloud,
    ...signInFlags,
    ...connectionFlags,
  };

  async run(): Promise<IdentityShowJson> {
    const { args, flags } = await this.parse(IdentityShow);
    const [{ openSession }, { showIdentity }] = await Promise.all([
      import('../../session/session.ts'),
      import('../../features/inventory/identities.ts'),
    ]);
    const session = await openSession(flags, { notify: this.prompt });
    try {
      const found = { ...(await showIdentity(session, args.identity)), emulated: session.context.target.emulated };
      const result = session.context.redactor.redactData(found);
      return await this.finish(result, result.unread === null ? 0 : 2, async (style) => {
        const { identityText } = await import('../../render/text/identity.ts');
        return identityText(result, style);
      });
    } finally {
      await session.close();
    }
  }
}
