/** What a run does between its steps. */
import { expect } from 'chai';
import type { Step } from '../../src/domain/plan.ts';
import type { Values } from '../../src/repair/change.ts';
import { createMemoryJournal } from '../../src/repair/journal/memory.ts';
import { applySteps, undoSteps } from '../../src/repair/run.ts';
import type { ObjectAddress } from '../../src/sources/objects.ts';
import { createFakeServices, executionOn, fakeClock, Killed } from './fake-services.ts';
import { runHeader } from './run-header.ts';
import { cases } from './steps.ts';

describe('a run with steps that take time to be effective waits', () => {
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
    const journal = createMemoryJournal(runHeader({ steps }));
    const run = async (way: 'apply' | 'undo', stopAt: string | null) => {
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
