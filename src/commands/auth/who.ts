import { BaseCommand } from '../../cli/base-command.ts';
import type { ProfileShown } from '../../session/profile/profile.ts';

export default class AuthWho extends BaseCommand {
  static override summary = 'show the selected profile, and who is signed in under it';
  static override description = 'Nothing is asked of the wire. Exit code 2: none is selected.';

  async run(): Promise<ProfileShown> {
    await this.parse(AuthWho);
    const { selectedProfile } = await import('../../features/auth/profiles.ts');
    const profile = selectedProfile();
    const { accountOf } = await import('../../features/auth/account.ts');
    const account = await accountOf(profile, this.prompt);
    return this.finish({ profile, account }, 0, async (style) => {
      const { profileText } = await import('../../render/text/profiles.ts');
      return profileText(profile, account, style);
    });
  }
}
