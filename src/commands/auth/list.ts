import { defineCommand } from '../../cli/command.ts';

export default defineCommand({
  summary: 'List the sign-in profiles',
  description: 'An asterisk marks the selected profile.',
  async run() {
    const { listProfiles } = await import('../../features/auth/profiles.ts');
    return listProfiles();
  },
});
