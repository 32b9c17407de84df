import { defineCommand } from '../../cli/command.ts';

export default defineCommand({
  summary: 'Delete all sign-in profiles and their cached tokens',
  async run({ context }) {
    const { clearProfiles } = await import('../../features/auth/profiles.ts');
    return clearProfiles(context);
  },
});
