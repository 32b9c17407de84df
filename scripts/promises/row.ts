/** A promise that is tried: how often, what failed, and the worst case that was seen. */
import { seeded } from '../fuzz/mutate.ts';

export type Random = (limit: number) => number;

export interface Tried {
  /** How many cases were tried. */
  readonly tried: number;
  /** What broke the promise, with what repeats it. */
  readonly failures: readonly string[];
  /** The worst case within the limit; null: nothing is measured. */
  readonly worst: { readonly value: number; readonly unit: 'ms' | 'times' | 'MB' } | null;
}

/** Cases `from` up to, not including, `to`. */
export interface Budget {
  readonly from: number;
  readonly to: number;
  /** Milliseconds since 1970 after which no case but the first starts. */
  readonly until: number;
  readonly seed: number;
}

export type Attempt = (budget: Budget) => Promise<Tried>;

/** More failures than these say nothing new. */
const mostFailures = 10;

/**
 * Tries cases one after the other and notes what each took. Each case has random numbers of its own, so that a part of
 * the cases, or a single one, is the same as in the whole. `attempt` returns why a case failed, or null.
 */
export async function tryEach(
  { from, to, until, seed }: Budget,
  attempt: (index: number, random: Random) => Promise<string | null> | string | null,
  limitMs = 2000,
): Promise<Tried> {
  const failures: string[] = [];
  let [index, worst] = [from, 0];
  for (; index < to && (index === from || Date.now() < until) && failures.length < mostFailures; index += 1) {
    const start = process.cpuUsage();
    let why: string | null;
    try {
      why = await attempt(index, seeded(Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b)));
    } catch (error) {
      why = error instanceof Error ? (error.stack ?? error.message) : String(error);
    }
    const { user, system } = process.cpuUsage(start);
    const ms = (user + system) / 1000;
    worst = Math.max(worst, ms);
    if (why === null && ms > limitMs) why = `took ${ms.toFixed(0)} ms of CPU time`;
    if (why !== null) failures.push(`seed ${seed}, case ${index}: ${why}`);
  }
  return { tried: index - from, failures, worst: { value: worst, unit: 'ms' } };
}
