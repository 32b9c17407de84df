/** Limits the concurrent requests to each host, and pauses all of them when the host requests it. */

/**
 * Well below the 52 concurrent requests that Dataverse allows each user (Microsoft Learn: Service protection API
 * limits, documented), so that ppmi does not cause throttling for the same account.
 */
const maxConcurrent = 6;

export interface HostLimiter {
  /** Resolves when a request may be sent to this host; call the result when it is finished. */
  acquire(host: string): Promise<() => void>;
  /**
   * No request to this host starts before the pause ends: a service's Retry-After applies to the caller, not to one
   * request.
   */
  pauseUntil(host: string, rest: Promise<void>): void;
}

interface Place {
  running: number;
  readonly waiting: (() => void)[];
  rest: Promise<unknown> | null;
}

export function createHostLimiter(most = maxConcurrent): HostLimiter {
  const places = new Map<string, Place>();

  function placeOf(host: string): Place {
    const place = places.get(host) ?? { running: 0, waiting: [], rest: null };
    places.set(host, place);
    return place;
  }

  return {
    async acquire(host) {
      const place = placeOf(host);
      for (;;) {
        if (place.rest !== null) await place.rest;
        else if (place.running < most) break;
        else await new Promise<void>((resolve) => place.waiting.push(resolve));
      }
      place.running += 1;
      return () => {
        place.running -= 1;
        place.waiting.shift()?.();
      };
    },

    pauseUntil(host, rest) {
      const place = placeOf(host);
      // A caller may be aborted while it waits; the others continue then.
      const all = Promise.allSettled([place.rest, rest]).then(() => {
        if (place.rest === all) place.rest = null;
      });
      place.rest = all;
    },
  };
}
