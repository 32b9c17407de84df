/**
 * How far reads lag behind writes, by the world's `consistency`. Without it, services are consistent at once.
 * All randomness comes from the world's seed, all time from its clock.
 */
import { derivedId } from '../derived-id.ts';
import { seededRandom } from '../random.ts';
import type { SecondsRange, World } from '../world/model.ts';
import { type Credentials, createReplicas } from './replicas.ts';

export interface Lag {
  /** Runs a write to a list of credentials and records the change. */
  write<T extends { readonly status: number }>(owner: object, read: () => Credentials, change: () => T): T;
  /** The list that the directory returns now. */
  directoryView(owner: object, current: Credentials): Credentials;
  /** The list as the token exchange uses it now. */
  exchangeView(owner: object, current: Credentials): Credentials;
  isExchangeSettling(owner: object): boolean;
  /** True when an object created then is visible to one replica of the directory, drawn at random. */
  isVisible(object: { readonly id: string; readonly createdAt?: string }): boolean;
  /** True when another service can refer to the principal of an object created then. */
  isPrincipalKnown(object: { readonly id: string; readonly createdAt?: string }): boolean;
  /** Seconds that a new role assignment takes to act. */
  roleDelay(id: string): number;
  /** True if this write to the directory conflicts with another one. */
  meetsConflict(): boolean;
  /** True if this exchange fails for no reason in the configuration. */
  exchangeFails(): boolean;
  keepsStaleSubject: boolean;
  /** Seconds until the next write to the credentials of this identity is accepted; null: now. */
  throttlesIdentity(identity: object): number | null;
  /** One of two, by the seed. */
  toss(): boolean;
}

/** The exchange is served by datacenters of its own. */
const exchangeReplicas = 3;

export function createLag(world: World, now: () => Date): Lag {
  const random = seededRandom(world.seed ^ 0x5eed);
  const { consistency } = world;
  const none: SecondsRange = [0, 0];
  const directory = createReplicas(consistency?.replicas ?? 1, consistency?.graphLagSeconds ?? none, random);
  const exchange = createReplicas(exchangeReplicas, consistency?.exchangeLagSeconds ?? none, random);
  const buckets = new WeakMap<object, { tokens: number; at: number }>();
  const time = () => now().getTime();

  /** The same for the same object and seed, whenever it is requested. */
  function fixedLag([least, most]: SecondsRange, ...parts: readonly string[]): number {
    const share = Number.parseInt(derivedId(String(world.seed), ...parts).slice(0, 8), 16) / 2 ** 32;
    return (least + (most - least) * share) * 1000;
  }

  const age = (createdAt: string | undefined) => (createdAt === undefined ? Infinity : time() - Date.parse(createdAt));

  return {
    write(owner, read, change) {
      if (consistency === undefined) return change();
      const before = read().map((item) => ({ ...item }));
      const answer = change();
      if (answer.status >= 300) return answer;
      directory.record(owner, before, read(), time());
      exchange.record(owner, before, read(), time());
      return answer;
    },
    directoryView: (owner, current) => (consistency === undefined ? current : directory.view(owner, current, time())),
    exchangeView: (owner, current) => (consistency === undefined ? current : exchange.view(owner, current, time())),
    isExchangeSettling: (owner) => consistency !== undefined && exchange.isSettling(owner, time()),
    isVisible({ id, createdAt }) {
      if (consistency === undefined || createdAt === undefined) return true;
      const replica = Math.floor(random.next() * consistency.replicas);
      return age(createdAt) >= fixedLag(consistency.graphLagSeconds, id, String(replica));
    },
    isPrincipalKnown: ({ id, createdAt }) =>
      consistency === undefined || age(createdAt) >= fixedLag(consistency.principalLagSeconds, id, 'principal'),
    roleDelay: (id) => (consistency === undefined ? 0 : fixedLag(consistency.roleLagSeconds, id, 'role') / 1000),
    meetsConflict: () => consistency !== undefined && random.next() < consistency.graphConflictRate,
    exchangeFails: () => consistency !== undefined && random.next() < consistency.exchangeFailureRate,
    keepsStaleSubject: consistency?.staleAfterCorrection ?? false,
    throttlesIdentity(identity) {
      if (consistency === undefined) return null;
      const { perSecond, burst } = consistency.identityWrites;
      const bucket = buckets.get(identity) ?? { tokens: burst, at: time() };
      bucket.tokens = Math.min(burst, bucket.tokens + ((time() - bucket.at) / 1000) * perSecond);
      bucket.at = time();
      buckets.set(identity, bucket);
      if (bucket.tokens < 1) return Math.ceil((1 - bucket.tokens) / perSecond);
      bucket.tokens -= 1;
      return null;
    },
    toss: () => random.next() < 0.5,
  };
}
