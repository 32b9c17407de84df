import { BaseCommand } from '../../cli/base-command.ts';
import type { Profiles } from '../../cli/profile/profile.ts';

export default class AuthClear extends BaseCommand {
  static override summary = 'delete all profiles and what they have kept';

  async run(): Promise<Profiles> {
    await this.parse(AuthClear);
    const { clearProfiles } = await import('../../cli/profile/edit.ts');
    const all = await clearProfiles(this.prompt);
    return this.finish(all, 0, async (style) => {
      const { profilesText } = await import('../../render/profiles-text.ts');
      return profilesText(all, style);
    });
  }
}
