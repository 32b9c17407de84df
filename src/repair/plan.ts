import type { Diagnosis, Finding, Reading } from '../domain/diagnosis.ts';
import { PpmiError } from '../domain/errors.ts';
import type { FactName, Facts } from '../domain/facts.ts';
import type { Step, StepRequest } from '../domain/plan.ts';
import type { AnyRepair, Choices, NeedsChoice } from './repair.ts';

type ReadFact = <N extends FactName>(name: N) => Promise<Reading<Facts[N]>>;

export interface Plan {
  readonly steps: readonly Step[];
  readonly choices: readonly NeedsChoice[];
  /** Findings that no step repairs, with the reason. */
  readonly left: readonly { readonly finding: Finding; readonly reason: string }[];
  /** The facts that the steps rest on, to be read again before applying. */
  readonly basedOn: readonly FactName[];
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
  const left: { finding: Finding; reason: string }[] = [];
  const basedOn = new Set<FactName>();

  /** True when steps were planned, so that what follows from the finding needs none of its own. */
  async function planOne(finding: Finding): Promise<boolean> {
    const repair = repairs.find((candidate) => candidate.repairs.some((name) => name === finding.name));
    if (repair === undefined) {
      left.push({ finding, reason: 'ppmi has no repair for it; see its fix' });
      return false;
    }
    const planned = repair.plan(finding, await readAll(repair.needs, read), choices);
    if ('reason' in planned) left.push({ finding, reason: planned.reason });
    if ('choice' in planned) wanted.push(planned.choice);
    if (!('steps' in planned)) return 'choice' in planned;
    for (const step of planned.steps) if (!steps.has(step.id)) steps.set(step.id, step);
    for (const need of repair.needs) basedOn.add(need);
    return true;
  }

  for (const root of diagnosis.findings) {
    if (await planOne(root)) continue;
    for (const consequence of root.consequences) await planOne(consequence);
  }
  return { steps: [...steps.values()], choices: wanted, left, basedOn: [...basedOn] };
}

async function readAll(needs: readonly FactName[], read: ReadFact): Promise<Facts> {
  const facts: Partial<Record<FactName, unknown>> = {};
  for (const need of needs) {
    const reading = await read(need);
    // A finding exists only because its facts were read, so an unread one here is a repair that needs too much.
    if (!reading.ok) throw reading.unread.error;
    facts[need] = reading.value;
  }
  return facts as unknown as Facts;
}

/**
 * Applies the steps in order, after making sure that what they rest on is still as it was when they were planned.
 * @throws PpmiError `repair-changed-meanwhile`; `repair-not-proven` when a step fails, naming those applied before it
 */
export async function applyPlan(
  plan: Plan,
  read: { readonly before: ReadFact; readonly now: ReadFact },
  send: (request: StepRequest) => Promise<void>,
): Promise<readonly Step[]> {
  for (const fact of plan.basedOn) {
    const [was, is] = await Promise.all([read.before(fact), read.now(fact)]);
    if (!volatile.has(fact) && comparable(was) !== comparable(is)) {
      throw new PpmiError('repair-changed-meanwhile', { what: fact });
    }
  }
  const applied: Step[] = [];
  for (const step of plan.steps) {
    try {
      await send(step.request);
    } catch (error) {
      if (!(error instanceof PpmiError)) throw error;
      throw new PpmiError('repair-not-proven', { detail: stopped(step, error, applied) }, { cause: error });
    }
    applied.push(step);
  }
  return applied;
}

function stopped(step: Step, { id, args, message }: PpmiError, applied: readonly Step[]): string {
  const undo = ({ says, undo: request }: Step) =>
    request === null ? says : `${says} (undo: ${request.method} ${request.url})`;
  const before = applied.length === 0 ? [] : [`applied before it: ${applied.map(undo).join('; ')}`];
  // What was refused was not done. Behind an answer that was lost or is somebody else's, it may have been.
  const itself = ['refused', 'throttled'].includes(id) ? [] : ['whether it was applied all the same is not known'];
  const rest = [...itself, ...before];
  return `"${step.says}" failed: ${args.detail ?? message}; ${rest.length === 0 ? 'nothing was changed' : rest.join('; ')}`;
}

/** The clock always differs; nothing is planned on it. */
const volatile: ReadonlySet<FactName> = new Set(['now']);

function comparable(reading: Reading<unknown>): string {
  return JSON.stringify(reading, (_key, value) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
  );
}
