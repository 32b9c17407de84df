import { defineCommand } from '../../cli/command.ts';
import { profileChoiceFlags } from '../../flags/profile.ts';

export default defineCommand({
  summary: 'Select the profile to use when no sign-in flag is given',
  flags: profileChoiceFlags,
  async run({ flags }) {
    const { selectProfile } = await import('../../features/auth/profiles.ts');
    return selectProfile(flags);
  },
});
