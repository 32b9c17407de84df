import { expect } from 'chai';
import { buildWorld } from '../../../../src/emulator/scenarios/index.ts';
import { refusesForLimits } from '../../../../src/emulator/services/dataverse/limits.ts';

describe('service protection limits', () => {
  const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, seconds));

  function environmentWith(window: { requests: number; seconds: number }) {
    const [environment] = buildWorld('healthy-v1-self-signed').environments;
    if (environment === undefined) throw new Error('a world has an environment');
    environment.serviceProtection = { remaining: 0, retryAfterSeconds: 1, limit: 'requests', window };
    return (seconds: number) => refusesForLimits(environment, at(seconds))?.headers?.['retry-after'] ?? null;
  }

  it('let so many requests through in each window, and say how long the rest of it is', () => {
    const ask = environmentWith({ requests: 2, seconds: 10 });
    expect([ask(0), ask(1), ask(2), ask(9)]).to.deep.equal([null, null, '8', '1']);
    expect([ask(10), ask(11), ask(12)]).to.deep.equal([null, null, '8']);
  });
});
