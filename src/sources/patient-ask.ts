/**
 * Questions to the diagnostics of an environment, whose containers start with the first of them. The rules are those of
 * Microsoft's EnterprisePolicies module (version of 2026-05; observed).
 */
import { PpmiError } from '../domain/errors.ts';
import type { ServiceClient } from './client.ts';

export interface Patience {
  readonly pause: (ms: number) => Promise<void>;
  /** Says why it takes long. */
  readonly notify: (text: string) => void;
}

const tries = 4;
const shortMs = 2_000;
/** How long a route takes that a Retry-After has announced. */
const routeMs = 60_000;
/** For all waits of a run. */
const budgetMs = 300_000;

/** Asks again where another try may succeed. The questions change nothing, although they are sent by POST. */
export function patientAsk(ask: ServiceClient['ask'], { pause, notify }: Patience): ServiceClient['ask'] {
  let announced = false;
  let notified = false;
  let waitedMs = 0;

  function waitAfter(error: PpmiError): number | null {
    const { status, retryAfterMs } = error.args;
    if (error.id !== 'throttled' && error.id !== 'cut-off') return null;
    if (Number(retryAfterMs ?? 0) > 0) {
      announced = true;
      return Number(retryAfterMs);
    }
    if (announced && (status === 502 || status === 503)) return routeMs;
    return status === undefined && error.finding?.name !== 'http-no-answer' ? null : shortMs;
  }

  return async (url, body) => {
    for (let tried = 1; ; tried += 1) {
      try {
        return await ask(url, body);
      } catch (error) {
        const wait = error instanceof PpmiError && tried < tries ? waitAfter(error) : null;
        if (wait === null || waitedMs + wait > budgetMs) throw error;
        if (!notified)
          notify('Waiting for the network diagnostics of the environment: the first answer may take minutes');
        notified = true;
        waitedMs += wait;
        await pause(wait);
      }
    }
  };
}
