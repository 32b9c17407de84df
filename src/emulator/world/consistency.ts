/**
 * Eventual consistency as switches of a world. Every choice follows the world's `seed`. Ranges are `[least, most]` seconds.
 * Sources: Microsoft's advice to trust the answer of a write; waits of 60 to 180 seconds and 2.2 % failing exchanges as
 * published by others. [observed]
 */
export interface Consistency {
  /** Directory replicas that answer reads of Graph; each has its own lag. */
  replicas: number;
  /** Until a write is visible to a replica: reads are stale after create, update and delete. */
  graphLagSeconds: SecondsRange;
  /** Share of writes to one application that Graph refuses with 409 `Directory_ConcurrencyViolation`. */
  graphConflictRate: number;
  /** Until the token exchange uses a write; meanwhile requests reach replicas with the old and the new state. */
  exchangeLagSeconds: SecondsRange;
  /** Share of exchanges that fail with AADSTS700213 although the credential is right. */
  exchangeFailureRate: number;
  /** A subject corrected in place, case only, stays refused (AADSTS7002138) until the credential is created again. */
  staleAfterCorrection: boolean;
  /** Until the principal of a new managed identity or application can be referenced. */
  principalLagSeconds: SecondsRange;
  /** Until a new role assignment acts. */
  roleLagSeconds: SecondsRange;
  /** Writes to the credentials of one managed identity; above the rate ARM answers 429. */
  identityWrites: { perSecond: number; burst: number };
}

export type SecondsRange = [least: number, most: number];
