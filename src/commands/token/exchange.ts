import * as Flags from '@oclif/core/flags';
import { defineCommand } from '../../cli/command.ts';
import { connectionFlags, guidFlag, trustFlags } from '../../cli/flags.ts';

export default defineCommand({
  summary: 'Exchange a federated assertion for an access token and show the result, never the token',
  description: `Makes the same request as the platform makes for a plug-in: client credentials with the assertion. Shows the claims of the token, or the error and its cause.
With --emulate, every value defaults to what the emulated platform presents.`,
  examples: [
    '<%= config.bin %> <%= command.id %> --assertion assertion.jwt --tenant 11111111-2222-3333-4444-555555555555 --client-id 66666666-7777-8888-9999-000000000000 --scope https://vault.azure.net/.default',
    '<%= config.bin %> <%= command.id %> --emulate fic-missing',
  ],
  flags: {
    assertion: Flags.string({
      summary: 'File with the assertion (JWT), or - for standard input',
      helpValue: 'FILE',
      helpGroup: 'TARGET',
    }),
    tenant: guidFlag({ summary: 'Tenant to request the token from', helpGroup: 'TARGET' }),
    'client-id': guidFlag({
      summary: 'Client ID of the app registration or managed identity',
      helpGroup: 'TARGET',
    }),
    scope: Flags.string({
      summary: 'Scope of the token, ending in /.default',
      helpValue: 'SCOPE',
      helpGroup: 'TARGET',
    }),
    cloud: trustFlags.cloud,
    ...connectionFlags,
  },
  async run({ flags, context }) {
    const { exchangeToken } = await import('../../features/token-exchange/token-exchange.ts');
    return exchangeToken(context, flags);
  },
});
