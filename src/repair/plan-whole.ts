/**
 * Plans a repair in rounds. Steps that decide the identity come first: which record is bound, and which application it
 * names. Later rounds plan for the configuration after those steps, so that no step serves an identity that another
 * step replaces, and faults behind the first one are repaired in the same run.
 */
import type { Diagnosis, Reading } from '../domain/diagnosis.ts';
import type { FactName, Facts } from '../domain/facts.ts';
import type { Step } from '../domain/plan.ts';
import { type Plan, planRepairs } from './plan.ts';
import { decidesIdentity } from './planned-sources.ts';
import type { AnyRepair, Choices } from './repair.ts';

export interface Diagnosed {
  readonly diagnosis: Diagnosis;
  readonly read: <N extends FactName>(name: N) => Promise<Reading<Facts[N]>>;
}

export async function planWhole(
  first: Diagnosed,
  /** Diagnoses the configuration as it will be after these steps. Applies nothing. */
  diagnoseAfter: (steps: readonly Step[]) => Promise<Diagnosed>,
  repairs: readonly AnyRepair[],
  choices: Choices,
): Promise<Plan> {
  const deciding = new Map<string, Step>();
  const basedOn = new Set<FactName>();
  const repaired = new Set<Plan['repaired'] extends ReadonlySet<infer F> ? F : never>();
  let found = first;
  for (;;) {
    const plan = await planRepairs(found.diagnosis, repairs, found.read, choices);
    for (const fact of plan.basedOn) basedOn.add(fact);
    for (const finding of plan.repaired) repaired.add(finding);
    const more = plan.steps.filter((step) => decidesIdentity(step) && !deciding.has(step.id));
    if (more.length === 0 || plan.choices.length > 0) {
      const rest = plan.steps.filter(({ id }) => !deciding.has(id));
      return { ...plan, steps: [...deciding.values(), ...rest], basedOn: [...basedOn], repaired };
    }
    for (const step of more) deciding.set(step.id, step);
    found = await diagnoseAfter([...deciding.values()]);
  }
}
