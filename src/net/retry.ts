/** When an idempotent request is sent again, and how long to wait before. */

export interface RetryPolicy {
  /** Tries in all, the first included. */
  readonly tries: number;
  /** Milliseconds that one request may spend waiting, all its waits together. */
  readonly budgetMs: number;
  /** Milliseconds of the first wait without a Retry-After; doubles each time. */
  readonly firstMs: number;
}

export const defaultRetry: RetryPolicy = { tries: 5, budgetMs: 60_000, firstMs: 500 };

/** Everything here that depends on time or chance, so that tests wait for nothing. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** From 0 up to 1. */
  random(): number;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(ms, signal) {
    const { setTimeout: wait } = await import('node:timers/promises');
    await wait(ms, undefined, signal === undefined ? {} : { signal });
  },
  random: () => Math.random(),
};

const passing = new Set([408, 429, 500, 502, 503, 504]);

export function isPassing(status: number): boolean {
  return passing.has(status);
}

/**
 * Milliseconds to wait before try number `tried + 1`; null: give up.
 * A service's Retry-After is kept to the second and never cut short: asking sooner makes throttling longer.
 */
export function nextWait(
  policy: RetryPolicy,
  state: { readonly tried: number; readonly waitedMs: number; readonly retryAfter: string | undefined },
  random: () => number,
): number | null {
  if (state.tried >= policy.tries) return null;
  const asked = retryAfterMs(state.retryAfter);
  const backoff = policy.firstMs * 2 ** (state.tried - 1);
  const wait = asked === null ? Math.round(backoff * (0.5 + random())) : asked + Math.round(random() * 250);
  return state.waitedMs + wait > policy.budgetMs ? null : wait;
}

/** Whole seconds, the only form that these services send (services, sections 2.6 and 5.8). */
export function retryAfterMs(header: string | undefined): number | null {
  return header !== undefined && /^\s*\d+\s*$/.test(header) ? Number(header) * 1000 : null;
}
