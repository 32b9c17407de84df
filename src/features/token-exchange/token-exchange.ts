/** `token exchange`: the three values and the assertion, from flags or from the target. */
import type { CloudId } from '../../domain/cloud/cloud.ts';
import { PpmiError } from '../../domain/errors.ts';
import { exchangeAssertion, type TokenExchangeResult } from '../../net/token-exchange.ts';
import { type ConnectionFlags, openHttpContext } from '../../session/http-context.ts';
import { readInputFile } from '../../session/input-file.ts';

export interface ExchangeFlags extends ConnectionFlags {
  readonly assertion?: string | undefined;
  readonly tenant?: string | undefined;
  readonly 'client-id'?: string | undefined;
  readonly scope?: string | undefined;
  readonly cloud?: CloudId | undefined;
}

export async function exchangeToken(flags: ExchangeFlags): Promise<TokenExchangeResult> {
  const context = await openHttpContext(flags);
  try {
    const { defaults, presentedAssertion } = context.target;
    const presented =
      flags.assertion === undefined && presentedAssertion !== null
        ? await presentedAssertion({ environmentUrl: null, componentId: null })
        : null;
    const result = await exchangeAssertion({
      http: context.http,
      redactor: context.redactor,
      cloud: flags.cloud ?? defaults.cloud ?? 'public',
      tenantId: flags.tenant ?? defaults.tenantId ?? missing('--tenant'),
      clientId: flags['client-id'] ?? presented?.clientId ?? missing('--client-id'),
      scope: flags.scope ?? defaults.scope ?? missing('--scope'),
      assertion: presented?.assertion ?? (await readAssertion(flags.assertion ?? missing('--assertion'))),
    });
    return context.redactor.redactData(result);
  } finally {
    await context.close();
  }
}

/** Bytes; Entra takes none of more than a few kilobytes. */
const longestAssertion = 64 * 1024;

async function readAssertion(file: string): Promise<string> {
  const text = Buffer.from(await readInputFile(file, longestAssertion))
    .toString('utf8')
    .trim();
  if (/^[\w-]+\.[\w-]+\.[\w-]+$/.test(text)) return text;
  throw new PpmiError('file-not-recognised', {
    file,
    detail: 'an assertion is a JWT: three base64url parts with dots',
  });
}

function missing(flag: string): never {
  throw new PpmiError('usage', { detail: `${flag} is wanted` });
}
