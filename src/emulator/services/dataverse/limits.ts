/** Service protection limits: texts begin as documented (services.md 5.8). */

import type { Environment } from '../../world/model.ts';
import { refuse } from '../odata/refuse.ts';
import type { EmulatedResponse } from '../service.ts';

const limits = {
  requests: {
    code: '0x80072322',
    message: 'Number of requests exceeded the limit of 6000 over time window of 300 seconds.',
  },
  executionTime: {
    code: '0x80072321',
    message:
      'Combined execution time of incoming requests exceeded limit of 1,200,000 milliseconds over time window of 300 seconds. Decrease number of concurrent requests or reduce the duration of requests and try again later.',
  },
  concurrency: { code: '0x80072326', message: 'Number of concurrent requests exceeded the limit of 52.' },
} as const;

type Protection = NonNullable<Environment['serviceProtection']>;

export function refusesForLimits(environment: Environment, now: Date): EmulatedResponse | null {
  const protection = environment.serviceProtection;
  if (protection === undefined) return null;
  if (protection.remaining > 0) {
    protection.remaining -= 1;
    return refusal(protection.limit, protection.retryAfterSeconds);
  }
  const left = secondsLeft(protection.window, now.getTime());
  return left === null ? null : refusal(protection.limit, left);
}

/** Counts this request; null: it is within the limit. Windows follow one another from the first request on. */
function secondsLeft(window: Protection['window'], now: number): number | null {
  if (window === undefined) return null;
  const length = window.seconds * 1000;
  if (window.startedAt === undefined || now >= window.startedAt + length) {
    window.startedAt = now;
    window.used = 0;
  }
  window.used = (window.used ?? 0) + 1;
  return window.used <= window.requests ? null : Math.ceil((window.startedAt + length - now) / 1000);
}

function refusal(limit: Protection['limit'], retryAfterSeconds: number): EmulatedResponse {
  const { code, message } = limits[limit];
  return {
    ...refuse(429, code, message),
    headers: {
      'retry-after': String(retryAfterSeconds),
      'x-ms-ratelimit-burst-remaining-xrm-requests': '0',
    },
  };
}
