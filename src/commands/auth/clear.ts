import { BaseCommand } from '../../cli/base-command.ts';
import type { Profiles } from '../../session/profile/profile.ts';

export default class AuthClear extends BaseCommand {
  static override summary = 'delete all profiles and what they have kept';

  async run(): Promise<Profiles> {
    await this.parse(AuthClear);
    const { clearProfiles } = await import('../../features/auth/profiles.ts');
    const all = await clearProfiles(this.prompt);
    return this.finish(all, 0, async (style) => {
      const { profilesText } = await import('../../render/text/profiles.ts');
      return profilesText(all, style);
    });
  }
}
