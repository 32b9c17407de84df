import { expect } from 'chai';
import type { StepRequest } from '../../src/domain/plan.ts';
import { createSettling, waitsBefore } from '../../src/domain/settling.ts';

const step = (system: StepRequest['system'], settle?: number) => ({
  request: { system, method: 'PATCH', url: '', body: null } as const,
  ...(settle !== undefined && { settle }),
});

describe('the waits before the steps of a plan', () => {
  it('are between credentials and records, in both directions', () => {
    const steps = [step('graph', 180), step('arm', 180), step('dataverse', 180), step('dataverse', 180)];
    expect(waitsBefore([...steps, step('graph', 90)])).to.deep.equal([0, 0, 180, 0, 90]);
  });

  it('are once for what was written before: it is effective afterwards', () => {
    const steps = [step('graph'), step('dataverse', 180), step('arm', 180), step('dataverse', 180)];
    expect(waitsBefore(steps)).to.deep.equal([0, 180, 180, 180]);
    const settling = createSettling([step('graph')]);
    expect([settling.before(step('dataverse', 180)), settling.before(step('dataverse', 180))]).to.deep.equal([180, 0]);
  });

  it('are none for a step that relies on nothing', () => {
    expect(waitsBefore([step('graph'), step('dataverse')])).to.deep.equal([0, 0]);
  });
});
