/** Service protection limits: texts begin as documented (domain/services.md 5.8). */
import { refuse } from '../odata/refuse.ts';
import type { EmulatedResponse } from '../service.ts';
import type { Environment } from '../world.ts';

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

export function refusesForLimits(environment: Environment): EmulatedResponse | null {
  const protection = environment.serviceProtection;
  if (protection === undefined || protection.remaining <= 0) return null;
  protection.remaining -= 1;
  const { code, message } = limits[protection.limit];
  return {
    ...refuse(429, code, message),
    headers: {
      'retry-after': String(protection.retryAfterSeconds),
      'x-ms-ratelimit-burst-remaining-xrm-requests': '0',
    },
  };
}
