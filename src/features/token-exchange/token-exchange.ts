/** `token exchange`: takes the assertion and the other three values from flags or from the target. */
import { PpmiError } from '../../domain/errors.ts';
import { targetFlags } from '../../domain/shell/repeated-flags.ts';
import type { ExchangeFlags } from '../../flags/access.ts';
import type { ConnectionFlags } from '../../flags/shared.ts';
import { exchangeAssertion } from '../../net/token-exchange.ts';
import { type ExchangeJson, exchangeJson } from '../../render/json/exchange.ts';
import type { Outcome } from '../../render/outcome.ts';
import { exchangeText } from '../../render/text/exchange.ts';
import { exchangeExit } from '../../report/exit-codes.ts';
import { readAssertion } from '../../session/assertion-file.ts';
import type { CommandContext } from '../../session/command-context.ts';
import type { PresentedAssertion, Target } from '../../session/target.ts';
import { correlate } from '../entra-errors/correlate.ts';
import { decodeText } from '../entra-errors/decode-text.ts';

type ExchangeOptions = ConnectionFlags & ExchangeFlags;

export async function exchangeToken(context: CommandContext, flags: ExchangeOptions): Promise<Outcome<ExchangeJson>> {
  const { http, redactor, target } = await context.openHttpContext(flags);
  const { defaults } = target;
  const presented = flags.assertion === undefined ? await presentedBy(target, flags) : null;
  const answer = await exchangeAssertion({
    http,
    redactor,
    cloud: flags.cloud ?? defaults.cloud ?? 'public',
    tenantId: flags.tenant ?? presented?.tenantId ?? defaults.tenantId ?? missing('--tenant'),
    clientId: flags['client-id'] ?? presented?.clientId ?? missing('--client-id'),
    scope: flags.scope ?? presented?.scope ?? defaults.scope ?? missing('--scope'),
    assertion: presented?.assertion ?? (await readAssertion(flags.assertion ?? missing('--assertion'))),
  });
  const exchanged = redactor.redactData(answer);
  const { errors } = decodeText(exchanged.error?.raw ?? '', false);
  // The component whose assertion the emulated platform presents is the one that doctor looks at.
  const component = presented === null ? [] : targetFlags(context.repeated);
  const [error = null] = await correlate(errors.slice(0, 1), context.shell, {}, null, component);
  const result = exchangeJson(exchanged, target.emulated, error, context.shell);
  return { result, exitCode: exchangeExit(result), text: exchangeText };
}

async function presentedBy(
  { presentedAssertion }: Target,
  { environment, component }: ExchangeOptions,
): Promise<PresentedAssertion | null> {
  if (presentedAssertion !== null)
    return presentedAssertion({ environmentUrl: environment ?? null, componentId: component ?? null });
  if (environment === undefined && component === undefined) return null;
  const detail =
    '--environment and --component require --emulate or --world: only the emulated platform presents an assertion to ppmi; use --assertion';
  throw new PpmiError('usage', { detail });
}

function missing(flag: string): never {
  throw new PpmiError('usage', { detail: `Missing required flag ${flag}` });
}
