import { defineCommand } from '../../cli/command.ts';
import { exchangeFlags } from '../../flags/access.ts';
import { connectionFlags } from '../../flags/shared.ts';

export default defineCommand({
  summary: 'Exchange a federated assertion for an access token and show the result, never the token',
  description: `Makes the same request as the platform makes for a plug-in: client credentials with the assertion. Shows the claims of the token, or the error and its cause.
With --emulate or --world, every value defaults to what the emulated platform presents for the component that --environment and --component name (the first one by default).`,
  examples: [
    '<%= config.bin %> <%= command.id %> --assertion assertion.jwt --tenant 11111111-2222-3333-4444-555555555555 --client-id 66666666-7777-8888-9999-000000000000 --scope https://vault.azure.net/.default',
    '<%= config.bin %> <%= command.id %> --emulate fic-missing',
  ],
  flags: {
    ...exchangeFlags,
    ...connectionFlags,
  },
  async run({ flags, context }) {
    const { exchangeToken } = await import('../../features/token-exchange/token-exchange.ts');
    return exchangeToken(context, flags);
  },
});
