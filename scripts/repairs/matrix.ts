/** What must hold of a repair that is killed at any operation. */
import type { Step } from '../../src/domain/plan.ts';
import { createMemoryJournal } from '../../src/repair/journal/memory.ts';
import { live } from './lives.ts';
import type { Planned } from './subjects.ts';
import { type Cloud, type CloudOptions, configurationOf, headerOf, idsIn, openCloud } from './tenancy.ts';

export interface Tally {
  readonly steps: number;
  readonly cases: number;
  /** What did not hold, in words. */
  readonly wrong: readonly string[];
}

export interface Bench {
  readonly start: string;
  readonly goal: string;
  readonly operations: number;
  readonly undoOperations: number;
  readonly reads: number;
  readonly writes: number;
}

export async function inCloud<T>(
  scenario: string,
  steps: readonly Step[],
  use: (cloud: Cloud, known: ReadonlySet<string>) => Promise<T>,
  options?: CloudOptions,
): Promise<T> {
  const cloud = await openCloud(scenario, options);
  try {
    return await use(cloud, idsIn(cloud.emulator, steps));
  } finally {
    await cloud.close();
  }
}

/** The repair without trouble: where it starts, where it ends, how many operations it has. */
export async function measure(scenario: string, steps: readonly Step[]): Promise<Bench | string> {
  return inCloud(scenario, steps, async (cloud, known) => {
    const start = configurationOf(cloud.emulator, known);
    const journal = createMemoryJournal(headerOf(cloud, steps));
    const apply = await live(cloud, journal, 'apply');
    if (apply.stopped !== null) return `not applied: ${apply.stopped} ${apply.detail}`;
    const goal = configurationOf(cloud.emulator, known);
    const undo = await live(cloud, journal, 'undo');
    if (undo.stopped !== null) return `not undone: ${undo.stopped} ${undo.detail}`;
    if (configurationOf(cloud.emulator, known) !== start) return 'undone, but not as before';
    const { operations, reads, writes } = apply;
    return { start, goal, operations, reads, writes, undoOperations: undo.operations };
  });
}

/** Kills the repair and its undo at every operation: resuming reaches the goal, undoing the start. */
export async function killEverywhere({ scenario, plan }: Planned): Promise<Tally> {
  const steps = await plan();
  const wrong: string[] = [];
  let cases = 0;
  if (steps.length === 0) return { steps: 0, cases, wrong };
  const bench = await measure(scenario, steps);
  if (typeof bench === 'string') return { steps: steps.length, cases: 1, wrong: [bench] };

  for (let killAt = 0; killAt < bench.operations; killAt += 1) {
    cases += 1;
    await inCloud(scenario, steps, async (cloud, known) => {
      const journal = createMemoryJournal(headerOf(cloud, steps));
      await live(cloud, journal, 'apply', { killAt });
      const resumed = await live(cloud, journal, 'apply');
      const at = `killed at ${killAt}, resumed`;
      if (resumed.stopped !== null) wrong.push(`${at}: ${resumed.stopped} ${resumed.detail}`);
      else if (configurationOf(cloud.emulator, known) !== bench.goal) wrong.push(`${at}: not the goal`);
      const undone = await live(cloud, journal, 'undo');
      if (undone.stopped !== null) wrong.push(`${at}, undone: ${undone.stopped} ${undone.detail}`);
      else if (configurationOf(cloud.emulator, known) !== bench.start) wrong.push(`${at}, undone: not the start`);
    });
    cases += 1;
    await inCloud(scenario, steps, async (cloud, known) => {
      const journal = createMemoryJournal(headerOf(cloud, steps));
      await live(cloud, journal, 'apply', { killAt });
      const undone = await live(cloud, journal, 'undo');
      const at = `killed at ${killAt}, undone`;
      if (undone.stopped !== null) wrong.push(`${at}: ${undone.stopped} ${undone.detail}`);
      else if (configurationOf(cloud.emulator, known) !== bench.start) wrong.push(`${at}: not the start`);
    });
  }
  for (let killAt = 0; killAt < bench.undoOperations; killAt += 1) {
    cases += 1;
    await inCloud(scenario, steps, async (cloud, known) => {
      const journal = createMemoryJournal(headerOf(cloud, steps));
      await live(cloud, journal, 'apply');
      await live(cloud, journal, 'undo', { killAt });
      const undone = await live(cloud, journal, 'undo');
      const at = `undo killed at ${killAt}, resumed`;
      if (undone.stopped !== null) wrong.push(`${at}: ${undone.stopped} ${undone.detail}`);
      else if (configurationOf(cloud.emulator, known) !== bench.start) wrong.push(`${at}: not the start`);
    });
  }
  return { steps: steps.length, cases, wrong };
}
