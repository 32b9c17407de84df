import type { Consistency } from '../world/model.ts';

/** `consistency=eventual`: services as slow and as unreliable as others have published. */
export const eventual: Consistency = {
  replicas: 3,
  graphLagSeconds: [1, 60],
  graphConflictRate: 0.1,
  exchangeLagSeconds: [5, 120],
  exchangeFailureRate: 0.02,
  staleAfterCorrection: false,
  principalLagSeconds: [5, 120],
  roleLagSeconds: [60, 300],
  identityWrites: { perSecond: 0.25, burst: 2 },
};

/** Nothing lags: the start for a world with one switch on. */
export const immediate: Consistency = {
  replicas: 1,
  graphLagSeconds: [0, 0],
  graphConflictRate: 0,
  exchangeLagSeconds: [0, 0],
  exchangeFailureRate: 0,
  staleAfterCorrection: false,
  principalLagSeconds: [0, 0],
  roleLagSeconds: [0, 0],
  identityWrites: { perSecond: 1000, burst: 1000 },
};

/** Seconds that each request moves the clock of such a world, so that polling gets somewhere without real waits. */
export const secondsPerRequest = 1;
