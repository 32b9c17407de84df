import * as Flags from '@oclif/core/flags';
import { BaseCommand } from '../../cli/base-command.ts';
import { connectionFlags, guidFlag, trustFlags } from '../../cli/flags.ts';
import type { ExchangeJson } from '../../render/json/exchange.ts';
import { isEmulated } from '../../session/scenarios.ts';

export default class TokenExchange extends BaseCommand {
  static override summary = 'present a federated assertion to Entra and show what comes of it, never the token';
  static override description =
    `Makes the exchange that the platform makes for a plug-in: client credentials with the assertion. Shows the claims of the token,
or the error with its cause. Under --emulate everything may be left out: the assertion is then the one that the platform would present.`;
  static override examples = [
    '<%= config.bin %> <%= command.id %> --assertion assertion.jwt --tenant 11111111-2222-3333-4444-555555555555 --client-id 66666666-7777-8888-9999-000000000000 --scope https://vault.azure.net/.default',
    '<%= config.bin %> <%= command.id %> --emulate fic-missing',
  ];
  static override flags = {
    assertion: Flags.string({ summary: 'file with the assertion (a JWT), or - for standard input', helpValue: 'FILE' }),
    tenant: trustFlags.tenant,
    'client-id': guidFlag({ summary: 'client id of the application or managed identity' }),
    scope: Flags.string({ summary: 'what the token is for, with /.default at its end', helpValue: 'SCOPE' }),
    cloud: trustFlags.cloud,
    ...connectionFlags,
  };

  async run(): Promise<ExchangeJson> {
    const { flags } = await this.parse(TokenExchange);
    const { exchangeToken } = await import('../../features/token-exchange/token-exchange.ts');
    const { exchangeJson } = await import('../../render/json/exchange.ts');
    const { correlate } = await import('../../features/entra-errors/correlate.ts');
    const { decodeText } = await import('../../features/entra-errors/decode-text.ts');
    const exchanged = await exchangeToken(flags);
    const { errors } = decodeText(exchanged.error?.raw ?? '', false);
    const [error = null] = await correlate(errors.slice(0, 1));
    const result = exchangeJson(exchanged, isEmulated(flags), error);
    return this.finish(result, result.succeeded ? 0 : 1, async (style) => {
      const { exchangeText } = await import('../../render/text/exchange.ts');
      return exchangeText(result, style);
    });
  }
}
