import { PpmiError } from '../domain/errors.ts';
import type { FactName, Facts } from '../domain/facts.ts';
import type { Step, StepRequest } from '../domain/plan.ts';
import type { Diagnosis, Finding, Reading } from '../domain/report.ts';
import type { AnyRepair, Choices, NeedsChoice } from './repair.ts';

type ReadFact = <N extends FactName>(name: N) => Promise<Reading<Facts[N]>>;

export interface Plan {
  readonly steps: readonly Step[];
  readonly choices: readonly NeedsChoice[];
  /** Findings that no step repairs, with the reason. */
  readonly left: readonly { readonly finding: Finding; readonly because: string }[];
  /** The facts that the steps rest on, to be read again before applying. */
  readonly rests: readonly FactName[];
}

/** Plans every step before any runs. Two findings that are repaired by the same request share one step. */
export async function planRepairs(
  diagnosis: Diagnosis,
  repairs: readonly AnyRepair[],
  read: ReadFact,
  choices: Choices,
): Promise<Plan> {
  const steps = new Map<string, Step>();
  const wanted: NeedsChoice[] = [];
  const left: { finding: Finding; because: string }[] = [];
  const rests = new Set<FactName>();
  for (const finding of diagnosis.findings.flatMap((root) => [root, ...root.consequences])) {
    const repair = repairs.find((candidate) => candidate.repairs.some((name) => name === finding.name));
    if (repair === undefined) {
      left.push({ finding, because: 'no repair is known that ppmi could make; see its fix' });
      continue;
    }
    const facts = await readAll(repair.needs, read);
    const planned = repair.plan(finding, facts, choices);
    if ('because' in planned) left.push({ finding, because: planned.because });
    else if ('choice' in planned) wanted.push(planned.choice);
    else {
      for (const step of planned.steps) if (!steps.has(step.id)) steps.set(step.id, step);
      for (const need of repair.needs) rests.add(need);
    }
  }
  return { steps: [...steps.values()], choices: wanted, left, rests: [...rests] };
}

async function readAll(needs: readonly FactName[], read: ReadFact): Promise<Facts> {
  const facts: Partial<Record<FactName, unknown>> = {};
  for (const need of needs) {
    const reading = await read(need);
    // A finding exists only because its facts were read, so an unread one here is a repair that needs too much.
    if (!reading.ok)
      throw new PpmiError('refused', { detail: reading.unread.detail, permission: reading.unread.permission ?? '' });
    facts[need] = reading.value;
  }
  return facts as unknown as Facts;
}

/** Applies the steps in order after making sure that what they rest on is still as it was when they were planned. */
export async function applyPlan(
  plan: Plan,
  before: ReadFact,
  now: ReadFact,
  send: (request: StepRequest) => Promise<void>,
): Promise<readonly Step[]> {
  for (const fact of plan.rests) {
    const [was, is] = await Promise.all([before(fact), now(fact)]);
    if (volatile.has(fact) || comparable(was) === comparable(is)) continue;
    throw new PpmiError('repair-changed-meanwhile', { what: fact });
  }
  const applied: Step[] = [];
  for (const step of plan.steps) {
    await send(step.request);
    applied.push(step);
  }
  return applied;
}

/** The clock always differs; nothing is planned on it. */
const volatile: ReadonlySet<FactName> = new Set(['now']);

function comparable(reading: Reading<unknown>): string {
  return JSON.stringify(reading, (_key, value) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
  );
}
