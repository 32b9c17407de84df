import { detailOf } from '../catalog/error-text.ts';
import type { Diagnosis, Finding, Reading } from '../domain/diagnosis.ts';
import type { FactName, Facts } from '../domain/facts.ts';
import type { FindingName } from '../domain/findings.ts';
import type { Step } from '../domain/plan.ts';
import { changeOf } from './change.ts';
import type { AnyRepair, Choices, NeedsChoice } from './repair.ts';

type ReadFact = <N extends FactName>(name: N) => Promise<Reading<Facts[N]>>;

export interface Plan {
  readonly steps: readonly Step[];
  readonly choices: readonly NeedsChoice[];
  /** Decisions that the plan was made with. */
  readonly chosen: Choices;
  /** Findings without a repair, with the reason. */
  readonly left: readonly { readonly finding: Finding; readonly reason: string }[];
  /** The facts that the steps depend on, to read again before applying. */
  readonly basedOn: readonly FactName[];
  /** The findings for which steps were planned. */
  readonly repaired: ReadonlySet<Finding>;
}

/**
 * Dataverse refuses to bind such a component: "must be signed with valid certificate" (observed; for a file that was
 * changed after signing inferred).
 */
const unsignedNames: readonly FindingName[] = [
  'assembly-unsigned',
  'assembly-strong-name-only',
  'package-unsigned',
  'signature-broken',
];

const changesRecord = (step: Step): boolean => changeOf(step)?.object.kind === 'record';

/** Plans all steps before any runs. Findings that the same request repairs share one step. */
export async function planRepairs(
  diagnosis: Diagnosis,
  repairs: readonly AnyRepair[],
  read: ReadFact,
  choices: Choices,
): Promise<Plan> {
  const steps = new Map<string, Step>();
  const asked: NeedsChoice[] = [];
  const left: { finding: Finding; reason: string }[] = [];
  const basedOn = new Set<FactName>();
  const repaired = new Set<Finding>();
  const all = diagnosis.findings.flatMap((root) => [root, ...root.consequences]);
  const unsigned = all.some(({ name }) => unsignedNames.includes(name));
  const locked = all.some(({ name }) => name === 'record-not-customizable');

  /** True if steps were planned, so that consequences of the finding need none of their own. */
  async function planOne(finding: Finding): Promise<boolean> {
    const repair = repairs.find((candidate) => candidate.repairs.some((name) => name === finding.name));
    if (repair === undefined) {
      left.push({ finding, reason: 'ppmi has no repair for it; see its fix' });
      return false;
    }
    const reading = await readFacts(repair, read);
    if (!reading.ok) {
      const { error } = reading.unread;
      const { permission } = error.args;
      const needed = typeof permission === 'string' ? `. It requires ${permission}` : '';
      const why = `${detailOf(error).replace(/\.$/, '')}${needed}`;
      left.push({ finding, reason: `ppmi could not read what the repair depends on: ${why}` });
      return false;
    }
    const planned = repair.plan(finding, reading.value, choices);
    if ('reason' in planned) left.push({ finding, reason: planned.reason });
    if ('choice' in planned) asked.push(planned.choice);
    if (!('steps' in planned)) return 'choice' in planned;
    if (unsigned && planned.steps.some((step) => changeOf(step)?.object.kind === 'binding')) {
      left.push({ finding, reason: 'Dataverse binds signed components only; register a signed one first' });
      return false;
    }
    if (locked && planned.steps.some((step) => step.request.method === 'PATCH' && changesRecord(step))) {
      left.push({ finding, reason: 'the managed solution of the record does not allow changes to it' });
      return false;
    }
    for (const step of planned.steps) if (!steps.has(step.id)) steps.set(step.id, step);
    for (const need of repair.needs) basedOn.add(need);
    if (planned.steps.length > 0) repaired.add(finding);
    return true;
  }

  for (const root of diagnosis.findings) {
    if (await planOne(root)) continue;
    for (const consequence of root.consequences) await planOne(consequence);
  }
  return { steps: [...steps.values()], choices: asked, chosen: choices, left, basedOn: [...basedOn], repaired };
}

/** A finding can need less than its repair: a name is judged without the credentials that a new version requires. */
async function readFacts({ needs, uses = [] }: AnyRepair, read: ReadFact): Promise<Reading<Facts>> {
  const facts: Partial<Record<FactName, unknown>> = {};
  for (const use of uses) {
    const reading = await read(use);
    if (reading.ok) facts[use] = reading.value;
  }
  for (const need of needs) {
    const reading = await read(need);
    if (!reading.ok) return reading;
    facts[need] = reading.value;
  }
  return { ok: true, value: facts as unknown as Facts };
}
