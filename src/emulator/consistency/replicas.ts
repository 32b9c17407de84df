/**
 * The history of each list of credentials, per replica. A write reaches each replica after a separate lag; until
 * then that replica answers with the list before the write, whether the write created, changed or deleted something.
 */
import type { Random } from '../random.ts';
import type { FederatedIdentityCredential, SecondsRange } from '../world/model.ts';

export type Credentials = readonly FederatedIdentityCredential[];

interface Version {
  readonly list: Credentials;
  /** Milliseconds from which each replica shows this version. */
  readonly visibleAt: readonly number[];
}

export interface Replicas {
  /** Records a write: the list before and after it. */
  record(owner: object, before: Credentials, after: Credentials, now: number): void;
  /** The list of a random replica; the current list once every replica has it. */
  view(owner: object, current: Credentials, now: number): Credentials;
  /** True while some replica still shows an earlier version. */
  isSettling(owner: object, now: number): boolean;
}

const copy = (list: Credentials): Credentials => list.map((item) => ({ ...item }));

export const drawSeconds = ([least, most]: SecondsRange, random: Random): number =>
  least + (most - least) * random.next();

export function createReplicas(count: number, lag: SecondsRange, random: Random): Replicas {
  const histories = new WeakMap<object, Version[]>();
  const numbers = Array.from({ length: count }, (_, replica) => replica);

  /** Null when there is no history, or every replica has caught up with it. */
  function unsettled(owner: object, now: number): Version[] | null {
    const versions = histories.get(owner);
    const last = versions?.at(-1);
    if (versions === undefined || last === undefined) return null;
    if (last.visibleAt.some((at) => at > now)) return versions;
    histories.delete(owner);
    return null;
  }

  return {
    record(owner, before, after, now) {
      const versions = unsettled(owner, now) ?? [{ list: copy(before), visibleAt: numbers.map(() => 0) }];
      const previous = versions.at(-1);
      // Replicas see writes in order.
      const visibleAt = numbers.map((replica) =>
        Math.max(previous?.visibleAt[replica] ?? 0, now + drawSeconds(lag, random) * 1000),
      );
      histories.set(owner, [...versions, { list: copy(after), visibleAt }]);
    },
    view(owner, current, now) {
      const versions = unsettled(owner, now);
      if (versions === null) return current;
      const replica = Math.floor(random.next() * count);
      return versions.findLast(({ visibleAt }) => (visibleAt[replica] ?? 0) <= now)?.list ?? current;
    },
    isSettling: (owner, now) => unsettled(owner, now) !== null,
  };
}
