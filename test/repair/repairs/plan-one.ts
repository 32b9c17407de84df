/** What one repair plans for one finding. */
import { expect } from 'chai';
import type { Facts } from '../../../src/domain/facts.ts';
import type { FindingName, Remedy } from '../../../src/domain/findings.ts';
import type { Step } from '../../../src/domain/plan.ts';
import { changeOf } from '../../../src/repair/change.ts';
import type { AnyRepair, NeedsChoice, Planned } from '../../../src/repair/repair.ts';
import { facts, record } from '../../facts.ts';

export interface Given {
  readonly facts?: Partial<Facts>;
  readonly remedy?: Remedy;
  readonly applicationId?: string;
}

export const newRecordId = 'b1f0c7de-2f5b-4c57-9a30-6f7c1f9d2a44';

export const otherRecord = { ...record, id: '0f2b1c9d-5d0e-4f0a-8f34-1f7f3b0a9c11', name: 'Other' };

export const noRecord: Partial<Facts> = { identity: { state: 'missing', record: null, candidates: [] } };

/** Fails for a finding that the repair does not list. */
export function planFor(repair: AnyRepair, name: FindingName, given: Given = {}): Planned {
  expect(repair.repairs).to.include(name);
  const choices = { applicationId: given.applicationId ?? null, newRecordId };
  const target = { name, where: null, remedy: given.remedy ?? null, override: null };
  return repair.plan(target, { ...facts, ...given.facts }, choices);
}

/** The steps, each with a request that a run may send. */
export function stepsOf(planned: Planned): readonly Step[] {
  if (!('steps' in planned)) return expect.fail(`no steps: ${JSON.stringify(planned)}`);
  for (const step of planned.steps) expect(changeOf(step), step.says).to.not.equal(null);
  return planned.steps;
}

export function stepOf(planned: Planned): Step {
  const [step, ...others] = stepsOf(planned);
  if (step === undefined || others.length > 0) return expect.fail('expected one step');
  return step;
}

export function choiceOf(planned: Planned): NeedsChoice {
  return 'choice' in planned ? planned.choice : expect.fail(`no choice: ${JSON.stringify(planned)}`);
}

export function reasonOf(planned: Planned): string {
  return 'reason' in planned ? planned.reason : expect.fail(`no reason: ${JSON.stringify(planned)}`);
}
