/** The world's clock: it starts where the world says and follows real time, and can be advanced beyond it. */
export interface Clock {
  now(): Date;
  /** Moves the clock forward, so that what takes minutes in a real cloud takes none here. */
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
