import { BaseCommand } from '../../cli/base-command.ts';
import { profileChoiceFlags } from '../../cli/flags.ts';
import type { Profiles } from '../../session/profile/profile.ts';

export default class AuthDelete extends BaseCommand {
  static override summary = 'delete a profile and what it has kept';
  static override flags = profileChoiceFlags;

  async run(): Promise<Profiles> {
    const { flags } = await this.parse(AuthDelete);
    const { deleteProfile } = await import('../../features/auth/profiles.ts');
    const all = await deleteProfile(flags, this.prompt);
    return this.finish(all, 0, async (style) => {
      const { profilesText } = await import('../../render/text/profiles.ts');
      return profilesText(all, style);
    });
  }
}
