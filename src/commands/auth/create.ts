import { BaseCommand } from '../../cli/base-command.ts';
import { createFlags } from '../../cli/profile-flags.ts';
import type { ProfileShown } from '../../session/profile/profile.ts';

export default class AuthCreate extends BaseCommand {
  static override summary = 'keep under a name how to sign in';
  static override description =
    `One cloud and one tenant each; no secret is kept, only where it stands. Nothing is asked of the wire: the first command that needs a token signs in.
The sign-in of a person (device-code, browser) stays between runs where @azure/msal-node-extensions is installed beside ppmi, or in a plain file with --token-cache plain-file.`;
  static override examples = [
    '<%= config.bin %> <%= command.id %> --name contoso --sign-in device-code --sign-in-tenant contoso.example --sign-in-client-id 11111111-2222-3333-4444-555555555555',
    '<%= config.bin %> <%= command.id %> --name az --sign-in azure-cli --environment https://contoso.crm4.dynamics.com',
  ];
  static override flags = createFlags;

  async run(): Promise<ProfileShown> {
    const { flags } = await this.parse(AuthCreate);
    const { createProfile } = await import('../../features/auth/profiles.ts');
    const profile = createProfile(flags);
    return this.finish({ profile, account: null }, 0, async (style) => {
      const { profileText } = await import('../../render/text/profiles.ts');
      return profileText(profile, null, style);
    });
  }
}
