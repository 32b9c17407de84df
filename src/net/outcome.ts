/** The outcome of one try of a request: whether another try may succeed, and the error where no other follows. */
import { PpmiError } from '../domain/errors.ts';
import { networkFault } from '../domain/network-findings.ts';
import type { Redactor } from '../domain/redact.ts';
import type { HttpResponse } from './answer.ts';
import type { Failure } from './failure.ts';
import { findingOf } from './fault/finding.ts';
import { isHtml } from './page-title.ts';
import { retryAfterMs } from './retry.ts';

export type Outcome =
  | { readonly status: number; readonly response: HttpResponse }
  | { readonly status: number | null; readonly error: PpmiError; readonly passing: boolean };

/**
 * Whether another try may succeed. A connection that was refused, dropped or distrusted stays so for minutes, and a
 * request that got no response in time would take that time again. An open connection that broke may not, nor a resolver
 * that failed: each try asks it twice.
 */
export function mayHeal({ step, resolve, timeout, refusal }: Failure): boolean {
  if (refusal !== null || (step === null && timeout)) return false;
  return step === null ? true : resolve?.code === 'ESERVFAIL' && !timeout;
}

export function settle(
  outcome: Outcome,
  { host, tries, redactor }: { host: string; tries: number; redactor: Redactor },
): HttpResponse {
  if ('error' in outcome) throw outcome.error;
  const { status, response } = outcome;
  if (status !== 429 && status !== 503) return response;
  const asked = response.headers['retry-after'];
  const wait = asked === undefined ? '' : `, asks to wait ${redactor.redact(asked)} s`;
  const count = tries === 1 ? 'one try' : `${tries} tries`;
  const detail = `HTTP ${status} after ${count}${wait} (correlation ${response.correlationId})`;
  const ms = retryAfterMs(asked);
  const at = { host, port: 443, seconds: ms === null ? null : ms / 1000 };
  // A page comes from a gateway on the way: these services answer in JSON, or with an empty body.
  const fault =
    status === 429
      ? networkFault('throttled', host, at)
      : isHtml(response.headers)
        ? networkFault('foreign-answer', host, { host, port: 443, detail: `HTTP ${status}, a page` })
        : networkFault('service-unavailable', host, at);
  const finding = findingOf(fault);
  const args = { host, detail, status, retryAfterMs: ms ?? 0, correlation: response.correlationId };
  throw new PpmiError('throttled', args, { finding });
}
