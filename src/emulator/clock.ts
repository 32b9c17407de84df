/** The world's clock: starts at the world's time, follows real time, and can be advanced. */
export interface Clock {
  now(): Date;
  /** Moves the clock forward, so that tests do not wait for delays of a real cloud. */
  advance(seconds: number): void;
}

export function createClock(start: string | null): Clock {
  let offset = start === null ? 0 : Date.parse(start) - Date.now();
  return {
    now: () => new Date(Date.now() + offset),
    advance(seconds) {
      offset += Math.max(0, seconds) * 1000;
    },
  };
}
