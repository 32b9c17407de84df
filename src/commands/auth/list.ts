import { BaseCommand } from '../../cli/base-command.ts';
import type { Profiles } from '../../session/profile/profile.ts';

export default class AuthList extends BaseCommand {
  static override summary = 'list the profiles; * marks the selected one';

  async run(): Promise<Profiles> {
    await this.parse(AuthList);
    const { readProfiles } = await import('../../session/profile/store.ts');
    const all = readProfiles();
    return this.finish(all, 0, async (style) => {
      const { profilesText } = await import('../../render/text/profiles.ts');
      return profilesText(all, style);
    });
  }
}
