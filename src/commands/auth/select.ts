import { BaseCommand } from '../../cli/base-command.ts';
import { profileChoiceFlags } from '../../cli/flags.ts';
import type { Profiles } from '../../session/profile/profile.ts';

export default class AuthSelect extends BaseCommand {
  static override summary = 'use this profile where no flag says how to sign in';
  static override flags = profileChoiceFlags;

  async run(): Promise<Profiles> {
    const { flags } = await this.parse(AuthSelect);
    const { selectProfile } = await import('../../features/auth/profiles.ts');
    const all = selectProfile(flags);
    return this.finish(all, 0, async (style) => {
      const { profilesText } = await import('../../render/text/profiles.ts');
      return profilesText(all, style);
    });
  }
}
