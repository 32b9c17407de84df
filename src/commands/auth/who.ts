import { defineCommand } from '../../cli/command.ts';

export default defineCommand({
  summary: 'Show the selected profile and the user who is signed in with it',
  description: 'Makes no network calls. Exit code 2: no profile is selected.',
  async run({ context }) {
    const { showSelectedProfile } = await import('../../features/auth/profiles.ts');
    return showSelectedProfile(context);
  },
});
