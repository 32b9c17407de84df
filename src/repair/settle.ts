/** Reads an object until its values are certain, although a directory can return old values for minutes. */
import type { Objects, ObservedObject } from '../sources/objects.ts';
import { type Change, holds } from './change.ts';

export interface Waiting {
  readonly clock: {
    now(): Date;
    sleep(ms: number): Promise<void>;
    /** From 0 up to 1. */
    random(): number;
  };
  readonly progress: (text: string) => void;
}

/** Milliseconds between reads or attempts: five minutes in all, the longest documented delay. */
const pauses = [0, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000, 60_000, 120_000];
/** Consecutive equal reads, neither old nor new values, that are needed to trust a lagging service. */
const equalReads = 3;

export interface Settling extends Waiting {
  readonly store: Objects;
  /**
   * Whether the state before the change is accepted at once, and from when the state after it is. A stale read can return
   * either. A state that the service contradicted, or that needs no write, is accepted only if no other appears in time.
   */
  readonly believed: { readonly before: boolean; readonly afterFrom: Date | null };
}

/** Dataverse and ARM return what was written; a directory answers from replicas. */
export const lags = ({ object: { kind } }: Change): boolean =>
  kind === 'graph-credential' || kind === 'service-principal';

export async function settle(change: Change, { store, clock, progress, believed }: Settling): Promise<ObservedObject> {
  const { before, afterFrom } = believed;
  const isDue = () => afterFrom === null || clock.now() >= afterFrom;
  let last: ObservedObject | null = null;
  let equal = 0;
  for (const ms of pauses) {
    if (last !== null) await clock.sleep(Math.max(1_000, Math.min(ms, untilDue(afterFrom, clock.now()) ?? ms)));
    const seen = await store.read(change.object);
    if (!lags(change)) return seen;
    const isBefore = holds(seen.values, change.before);
    const isAfter = holds(seen.values, change.after);
    if ((isBefore && before) || (isAfter && isDue())) return seen;
    const again = last !== null && JSON.stringify(last.values) === JSON.stringify(seen.values);
    equal = again ? equal + 1 : 1;
    last = seen;
    if (!isBefore && !isAfter && equal >= equalReads) return seen;
    progress('Microsoft Entra may show an old state; reading again, because it can lag behind a write for minutes.');
  }
  return last ?? store.read(change.object);
}

/** Milliseconds until `from`; null: it has passed. */
function untilDue(from: Date | null, now: Date): number | null {
  return from === null || now >= from ? null : from.getTime() - now.getTime();
}

/** Waits before the next attempt: as long as the service requests, else longer each time. */
export async function pause(tried: number, retryAfter: number | null, { clock, progress }: Waiting): Promise<void> {
  const wait = (retryAfter ?? 0) * 1000 || (pauses[Math.min(tried, pauses.length - 1)] ?? 0);
  const jittered = Math.round(wait * (0.75 + clock.random() / 2));
  progress(`The next attempt is in ${Math.ceil(jittered / 1000)} seconds.`);
  await clock.sleep(jittered);
}
