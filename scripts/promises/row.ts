/** A promise that is tried: how often, what failed, and the worst case that was seen. */

export interface Tried {
  /** How many cases were tried. */
  readonly tried: number;
  /** What broke the promise, with what repeats it. */
  readonly failures: readonly string[];
  /** The worst case within the limit: milliseconds of CPU time, a ratio, a count. */
  readonly worst: string;
}

export interface Budget {
  /** How many cases to try at most. */
  readonly count: number;
  /** Milliseconds since 1970 after which no new case starts. */
  readonly until: number;
  readonly seed: number;
}

export type Attempt = (budget: Budget) => Promise<Tried>;

/** Tries cases one after the other and notes what each took. `attempt` returns why a case failed, or null. */
export async function tryEach(
  { count, until, seed }: Budget,
  attempt: (index: number, random: (limit: number) => number) => Promise<string | null> | string | null,
  limitMs = 2000,
): Promise<Tried> {
  const random = numbers(seed);
  const failures: string[] = [];
  let [tried, worst] = [0, 0];
  for (; tried < count && Date.now() < until && failures.length < 10; tried += 1) {
    const start = process.cpuUsage();
    let why: string | null;
    try {
      why = await attempt(tried, random);
    } catch (error) {
      why = error instanceof Error ? (error.stack ?? error.message) : String(error);
    }
    const { user, system } = process.cpuUsage(start);
    const ms = (user + system) / 1000;
    worst = Math.max(worst, ms);
    if (why === null && ms > limitMs) why = `took ${ms.toFixed(0)} ms of CPU time`;
    if (why !== null) failures.push(`seed ${seed}, case ${tried}: ${why}`);
  }
  return { tried, failures, worst: `${worst.toFixed(0)} ms` };
}

/** Numbers below `limit`, the same for the same seed (mulberry32). */
export function numbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * limit);
  };
}
