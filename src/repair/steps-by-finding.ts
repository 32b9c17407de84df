/** The steps that a plan would make for each finding alone; the fix of the finding prints their requests. */
import type { Diagnosis, Finding } from '../domain/diagnosis.ts';
import type { FactName, Facts } from '../domain/facts.ts';
import type { Step } from '../domain/plan.ts';
import type { Reading } from '../domain/unread.ts';
import type { AnyRepair, Choices, Planned } from './repair.ts';

type ReadFact = <N extends FactName>(name: N) => Promise<Reading<Facts[N]>>;

/** A finding without steps of its own shows those of its consequences, as a plan has them: none before the user chose. */
export async function stepsByFinding(
  { findings }: Diagnosis,
  repairs: readonly AnyRepair[],
  read: ReadFact,
  choices: Choices,
): Promise<ReadonlyMap<Finding, readonly Step[]>> {
  const found = new Map<Finding, readonly Step[]>();
  for (const finding of findings) {
    const inherited: (readonly Step[])[] = [];
    for (const consequence of finding.consequences) {
      const steps = shownSteps(await plannedFor(consequence, repairs, read, choices));
      found.set(consequence, steps);
      inherited.push(steps);
    }
    const planned = await plannedFor(finding, repairs, read, choices);
    const shown = [shownSteps(planned), ...('choice' in planned ? [] : inherited)];
    found.set(finding, shown.find((steps) => steps.length > 0) ?? []);
  }
  return found;
}

async function plannedFor(
  finding: Finding,
  repairs: readonly AnyRepair[],
  read: ReadFact,
  choices: Choices,
): Promise<Planned> {
  const repair = repairs.find((candidate) => candidate.repairs.includes(finding.name));
  const facts: Partial<Record<FactName, unknown>> = {};
  for (const use of repair?.uses ?? []) {
    const reading = await read(use);
    if (reading.ok) facts[use] = reading.value;
  }
  for (const need of repair?.needs ?? []) {
    const reading = await read(need);
    if (!reading.ok) return nothing;
    facts[need] = reading.value;
  }
  return repair?.plan(finding, facts as unknown as Facts, choices) ?? nothing;
}

const nothing: Planned = { steps: [] };

/** Empty: the fix of the finding prints no request. */
export function shownSteps(planned: Planned): readonly Step[] {
  if ('steps' in planned) return planned.steps;
  return 'choice' in planned ? (planned.described ?? []) : [];
}
