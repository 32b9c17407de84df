import { defineCommand } from '../../cli/command.ts';
import { profileChoiceFlags } from '../../flags/profile.ts';

export default defineCommand({
  summary: 'Delete a sign-in profile and its cached tokens',
  flags: profileChoiceFlags,
  async run({ flags, context }) {
    const { deleteProfile } = await import('../../features/auth/profiles.ts');
    return deleteProfile(context, flags);
  },
});
