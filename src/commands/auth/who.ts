import { BaseCommand } from '../../cli/base-command.ts';
import type { Profile } from '../../cli/profile/profile.ts';

export default class AuthWho extends BaseCommand {
  static override summary = 'show the selected profile';
  static override description = 'Exit code 2: none is selected.';

  async run(): Promise<{ readonly profile: Profile }> {
    await this.parse(AuthWho);
    const { selectedProfile } = await import('../../cli/profile/edit.ts');
    const profile = selectedProfile();
    return this.finish({ profile }, 0, async (style) => {
      const { profileText } = await import('../../render/profiles-text.ts');
      return profileText(profile, style);
    });
  }
}
