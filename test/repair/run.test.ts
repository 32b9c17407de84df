import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Step } from '../../src/domain/plan.ts';
import { changeOf, type Values } from '../../src/repair/change.ts';
import type { JournalEvent } from '../../src/repair/journal/events.ts';
import { createJournal, type Journal, openJournal } from '../../src/repair/journal/files.ts';
import { createMemoryJournal } from '../../src/repair/journal/memory.ts';
import { applySteps, undoSteps } from '../../src/repair/run.ts';
import type { ObjectAddress } from '../../src/sources/objects.ts';
import {
  createFakeServices,
  executionOn,
  type FakeOptions,
  fakeClock,
  isDone,
  Killed,
  type Trouble,
} from './fake-services.ts';
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

  describe('waits', () => {
    const settle = 180;
    const stepOf = (name: string) => cases.find((each) => each.name === name) ?? expect.fail(name);
    const created = stepOf('create a credential in Graph').step;
    const patched = stepOf('change a record');
    const steps = [created, { ...patched.step, settle }];

    /** Seconds that a run waits which stops before its second step, and one that continues it. */
    async function waits(direction: 'apply' | 'undo', objects: Map<string, Values>) {
      const { store } = createFakeServices({ objects });
      const told: string[] = [];
      const slept: number[] = [];
      const run = async (way: 'apply' | 'undo', stopAt: string | null) => {
        const journal = openOrCreate(folder, steps);
        const clock = fakeClock();
        const sleep = async (ms: number) => {
          slept.push(ms / 1000);
          await clock.sleep(ms);
        };
        const context = {
          ...executionOn(store, () => {}),
          clock: { ...clock, sleep },
          progress: (line: string) => void told.push(line),
          before: async ({ id: step }: Step) => {
            if (step === stopAt) throw new Killed('stopped');
          },
        };
        try {
          await (way === 'apply' ? applySteps : undoSteps)(journal, context);
        } catch (error) {
          if (!(error instanceof Killed)) throw error;
        } finally {
          journal.close();
        }
      };
      if (direction === 'undo') {
        await run('apply', null);
        slept.length = 0;
        told.length = 0;
      }
      await run(direction, (direction === 'apply' ? steps.at(-1) : steps[0])?.id ?? null);
      const first = [...slept];
      slept.length = 0;
      await run(direction, null);
      expect(told.length > 0).to.equal(first.length + slept.length > 0);
      return { first, second: slept };
    }

    it('again after an interruption, because how long ago the run wrote is not known', async () => {
      expect(await waits('apply', new Map(patched.objects))).to.deep.equal({ first: [settle], second: [settle] });
    });

    it('not for what existed before the run', async () => {
      const existing = [`${created.request.url}/id-of-ppmi-1`, created.request.body as Values] as const;
      const objects = new Map([...patched.objects, existing]);
      expect(await waits('apply', objects)).to.deep.equal({ first: [], second: [] });
    });

    it('not before the step that is first to be undone', async () => {
      expect(await waits('undo', new Map(patched.objects))).to.deep.equal({ first: [], second: [] });
    });
  });
});

describe('the credentials that a run deleted, which a replica may still show', () => {
  const caseOf = (name: string) => cases.find((each) => each.name === name) ?? expect.fail(name);
  const [deletion, creation, update] = [
    caseOf('delete a credential in Graph'),
    caseOf('create a credential in Graph'),
    caseOf('update a credential in Graph'),
  ];
  const deletedId = 'id-of-ppmi-1';

  /** IDs that each step was given to ignore, by step. */
  async function ignored(
    direction: 'apply' | 'undo',
    steps: readonly Step[],
    objects: (typeof cases)[number]['objects'],
  ) {
    const { store } = createFakeServices({ objects });
    const journal = createMemoryJournal(runHeader({ steps }));
    const seen = new Map<string, readonly string[]>();
    let current = '';
    const read = (object: ObjectAddress) => {
      if (object.kind === 'graph-credential') seen.set(current, [...(object.gone ?? ['none given'])]);
      return store.read(object);
    };
    const context = {
      ...executionOn({ ...store, read }, () => {}),
      before: async ({ id }: Step) => {
        current = id;
      },
    };
    expect((await applySteps(journal, context)).stopped).to.equal(null);
    if (direction === 'undo') {
      seen.clear();
      expect((await undoSteps(journal, context)).stopped).to.equal(null);
    }
    return Object.fromEntries(seen);
  }

  it('are ignored by later steps, and a step does not ignore its own', async () => {
    expect(await ignored('apply', [deletion.step, creation.step], deletion.objects)).to.deep.equal({
      [deletion.step.id]: [],
      [creation.step.id]: [deletedId],
    });
  });

  it('are those that were created, where the run is undone', async () => {
    expect(await ignored('undo', [deletion.step, creation.step], deletion.objects)).to.deep.equal({
      [creation.step.id]: [deletedId],
      [deletion.step.id]: [deletedId],
    });
  });

  it('are none that are of another kind, were changed or created, or that the run found deleted', async () => {
    const { step } = update;
    for (const other of [caseOf('delete a credential in ARM'), caseOf('unbind a component'), creation, update]) {
      const first = { ...other.step, id: `first-${other.step.id}` };
      const objects = other === update ? update.objects : [...other.objects, ...update.objects];
      const found = await ignored('apply', other === update ? [first] : [first, step], objects);
      expect(Object.values(found).at(-1), other.name).to.deep.equal([]);
    }
    const again = await ignored('apply', [deletion.step, step], update.objects);
    expect(again).to.deep.equal({ [deletion.step.id]: [], [step.id]: [] });
  });
});
