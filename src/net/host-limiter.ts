/** How many requests one host gets at a time, and the pause that it asked everybody for. */

/**
 * Well below the 52 concurrent requests that Dataverse gives each user (Microsoft Learn: Service protection API limits,
 * documented), so that whoever signs in with the same account is not throttled because of us.
 */
const maxConcurrent = 6;

export interface HostLimiter {
  /** Resolves when a request may go to this host; call the result when it is over. */
  acquire(host: string): Promise<() => void>;
  /** Nobody enters this host before the rest is over: a service's Retry-After is for the caller, not for one request. */
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
      // Whoever rests may be called off; the others go on then.
      const all = Promise.allSettled([place.rest, rest]).then(() => {
        if (place.rest === all) place.rest = null;
      });
      place.rest = all;
    },
  };
}
