import { defineCommand } from '../../cli/command.ts';
import { createProfileFlags } from '../../flags/profile.ts';

export default defineCommand({
  summary: 'Save sign-in settings as a named profile and select it',
  description: `A profile holds one cloud and one tenant. It stores paths to secrets, never secrets. No network calls are made: the first command that needs a token signs in.
The tokens of an interactive sign-in (device-code, browser) are kept between runs if @azure/msal-node-extensions is installed next to <%= config.bin %>, or in a plain file with --token-cache plain-file.`,
  examples: [
    '<%= config.bin %> <%= command.id %> --name az --sign-in azure-cli --environment https://contoso.crm4.dynamics.com',
    '<%= config.bin %> <%= command.id %> --name contoso --sign-in device-code --sign-in-tenant contoso.example --sign-in-client-id 11111111-2222-3333-4444-555555555555',
  ],
  flags: createProfileFlags,
  async run({ flags }) {
    const { createProfile } = await import('../../features/auth/profiles.ts');
    return createProfile(flags);
  },
});
