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
    const later = { ...deletion.step, id: 'later' };
    const objects = [...update.objects, ...deletion.objects];
    expect(await ignored('apply', [step, later], objects), 'changed, or deleted later').to.deep.equal({
      [step.id]: [],
      later: [],
    });
    const again = await ignored('apply', [deletion.step, step], update.objects);
    expect(again).to.deep.equal({ [deletion.step.id]: [], [step.id]: [] });
  });
});

describe('a step that deletes what a later step creates again', () => {
  const [deletion, creation, update] = [
    'delete a credential in Graph',
    'create a credential in Graph',
    'bind a component',
  ].map((name) => cases.find((each) => each.name === name)?.step ?? expect.fail(name)) as [Step, Step, Step];

  const stoppedBy = async (steps: readonly Step[]) => {
    const { store } = createFakeServices({});
    const journal = createMemoryJournal(runHeader({ steps }));
    const { stopped } = await applySteps(
      journal,
      executionOn(store, () => {}),
    );
    return stopped && [stopped.journaled.step.id, stopped.outcome.outcome];
  };

  it('must find it, else another run may be doing the same', async () => {
    expect(await stoppedBy([deletion, creation])).to.deep.equal([deletion.id, 'conflict']);
    expect(await stoppedBy([deletion, update, creation])).to.deep.equal([deletion.id, 'conflict']);
  });

  it('need not find it where nothing, or an earlier step, creates it', async () => {
    expect(await stoppedBy([deletion, update])).to.equal(null);
    const other = { ...deletion.request, url: deletion.request.url.replace(/[^/]+$/, 'another-id') };
    expect(await stoppedBy([creation, { ...deletion, request: other }])).to.equal(null);
  });
});

describe('a run that is interrupted by its user', () => {
  it('ends before the next step, after the response to a request', async () => {
    const steps = ['create a credential in Graph', 'create a record'].flatMap((name) =>
      cases.filter((each) => each.name === name).map(({ step }) => step),
    );
    const { store } = createFakeServices({});
    const controller = new AbortController();
    const write: typeof store.write = (request, etag) => {
      controller.abort(new Killed('interrupted'));
      return store.write(request, etag);
    };
    const journal = createMemoryJournal(runHeader({ steps }));
    const context = executionOn({ ...store, write }, journal.append);
    const error = await applySteps(journal, context, controller.signal).catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(Killed);
    expect(journal.read().steps.map(({ state, open }) => [state, open])).to.deep.equal([
      ['applied', false],
      ['planned', false],
    ]);
  });
});
