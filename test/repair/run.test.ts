import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Step } from '../../src/domain/plan.ts';
import { changeOf, type Values } from '../../src/repair/change.ts';
import type { JournalEvent } from '../../src/repair/journal/events.ts';
import { createJournal, type Journal, openJournal } from '../../src/repair/journal/files.ts';
import { applySteps, undoSteps } from '../../src/repair/run.ts';
import { createFakeServices, executionOn, type FakeOptions, isDone, Killed, type Trouble } from './fake-services.ts';
import { runHeader, runId } from './run-header.ts';
import { cases } from './steps.ts';

function openOrCreate(folder: string, steps: readonly Step[]): Journal {
  try {
    return openJournal(folder, runId);
  } catch {
    return createJournal(folder, runHeader({ emulated: true, steps }));
  }
}

/** One more life of the process: the journal of the folder, a world that outlives it. */
async function live(
  folder: string,
  steps: readonly Step[],
  direction: 'apply' | 'undo',
  objects: Map<string, Values>,
  options: FakeOptions = {},
): Promise<{ killed: boolean; operations: number; stopped: string | null; effects: number }> {
  const { store, step } = createFakeServices({ ...options, objects });
  let journal: Journal | null = null;
  let stopped: string | null = null;
  let killed = false;
  try {
    journal = openOrCreate(folder, steps);
    const opened = journal;
    // A kill can come before an event is on disk, and after it.
    const watched: Journal = {
      ...opened,
      append(event: JournalEvent) {
        step();
        opened.append(event);
        step();
      },
    };
    const execution = executionOn(store, () => {});
    const run = direction === 'apply' ? applySteps : undoSteps;
    stopped = (await run(watched, execution)).stopped?.outcome.outcome ?? null;
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
    killed = true;
  } finally {
    journal?.close();
    objects.clear();
    for (const [key, values] of store.objects) objects.set(key, values);
  }
  return { killed, operations: store.operations(), stopped, effects: store.effects.length };
}

const plain = (objects: ReadonlyMap<string, Values>) => {
  // A binding to nothing is the same as no entry.
  const rows = [...objects].filter(([, values]) => values.managedidentityid !== null);
  return JSON.stringify(rows.sort(([a], [b]) => a.localeCompare(b)));
};

describe('a journaled run', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ppmi-run-'));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const fresh = () => {
    rmSync(folder, { recursive: true, force: true });
    folder = mkdtempSync(join(tmpdir(), 'ppmi-run-'));
  };

  for (const { name, step, objects } of cases) {
    describe(name, () => {
      it('is applied and exactly undone', async () => {
        const world = new Map(objects);
        const start = plain(world);
        await live(folder, [step], 'apply', world);
        expect(isDone(world, step)).to.equal(true);
        await live(folder, [step], 'undo', world);
        expect(plain(world)).to.equal(start);
      });

      it('reaches the goal after a kill at any moment, with one effect', async () => {
        const { operations } = await live(folder, [step], 'apply', new Map(objects));
        for (let killAt = 0; killAt < operations; killAt += 1) {
          fresh();
          const world = new Map(objects);
          const first = await live(folder, [step], 'apply', world, { killAt });
          expect(first.killed, `kill at ${killAt}`).to.equal(true);
          const second = await live(folder, [step], 'apply', world);
          expect(isDone(world, step), `kill at ${killAt}`).to.equal(true);
          expect(first.effects + second.effects, `effects after a kill at ${killAt}`).to.equal(1);
        }
      });

      it('returns to the start after a kill at any moment, while applying and while undoing', async () => {
        const start = plain(new Map(objects));
        const { operations } = await live(folder, [step], 'apply', new Map(objects));
        for (let killAt = 0; killAt < operations; killAt += 1) {
          fresh();
          const world = new Map(objects);
          await live(folder, [step], 'apply', world, { killAt });
          for (let again = 0; again < 20; again += 1) {
            if (!(await live(folder, [step], 'undo', world, { killAt: again })).killed) break;
          }
          await live(folder, [step], 'undo', world);
          expect(plain(world), `kill at ${killAt}`).to.equal(start);
        }
      });

      for (const trouble of ['lost-before', 'lost-after', 'transient-409', 'throttled'] as const) {
        it(`has exactly one effect after ${trouble}`, async () => {
          if (trouble === 'transient-409' && step.request.system === 'dataverse') return;
          const world = new Map(objects);
          const run = await live(folder, [step], 'apply', world, { trouble: new Map<number, Trouble>([[0, trouble]]) });
          expect(isDone(world, step)).to.equal(true);
          expect({ stopped: run.stopped, effects: run.effects }).to.deep.equal({ stopped: null, effects: 1 });
        });
      }

      it('never overwrites a change by another client', async () => {
        const world = new Map(objects);
        await live(folder, [step], 'apply', world);
        const change = changeOf(step);
        const foreign = Object.fromEntries(Object.keys(change?.after ?? {}).map((key) => [key, 'somebody else']));
        for (const key of world.keys()) world.set(key, { ...world.get(key), ...foreign });
        // What was deleted is there again, as another's.
        if (change?.after === null)
          for (const [key, values] of objects) world.set(key, { ...values, subject: 'other', version: 3 });
        const theirs = plain(world);
        const run = await live(folder, [step], 'undo', world);
        expect(run.stopped).to.equal('conflict');
        expect(plain(world)).to.equal(theirs);
      });
    });
  }

  it('does not undo what existed before it', async () => {
    const { step } = cases[0] as (typeof cases)[number];
    const world = new Map<string, Values>();
    await live(folder, [step], 'apply', world);
    fresh();
    const there = plain(world);
    await live(folder, [step], 'apply', world);
    await live(folder, [step], 'undo', world);
    expect(plain(world)).to.equal(there);
  });

  it('uses another name if the planned one is in use by another credential', async () => {
    const { step } = cases[0] as (typeof cases)[number];
    const collection = step.request.url;
    const world = new Map<string, Values>([
      [`${collection}/id-of-ppmi-1`, { name: 'ppmi-1', subject: 'other', issuer: 'i', audiences: [] }],
    ]);
    const start = plain(world);
    const run = await live(folder, [step], 'apply', world);
    expect(run.stopped).to.equal(null);
    expect(world.has(`${collection}/id-of-ppmi-2`)).to.equal(true);
    await live(folder, [step], 'undo', world);
    expect(plain(world)).to.equal(start);
  });

  it('is undone although the directory still shows the old values', async () => {
    for (const { step, objects } of cases.filter((each) => each.step.request.system === 'graph')) {
      fresh();
      const world = new Map(objects);
      const start = plain(world);
      await live(folder, [step], 'apply', world, { staleReads: 2 });
      await live(folder, [step], 'undo', world, { staleReads: 2 });
      expect(plain(world)).to.equal(start);
    }
  });
});
