/** What must hold of a repair whose requests meet faults, other writers, and other people. */
import type { World } from '../../src/emulator/world/model.ts';
import { type Change, changeOf } from '../../src/repair/change.ts';
import { createMemoryJournal } from '../../src/repair/journal/memory.ts';
import { type LifeOptions, live, type Operation } from './lives.ts';
import { inCloud, measure, type Tally } from './matrix.ts';
import type { Planned } from './subjects.ts';
import { configurationOf, headerOf } from './tenancy.ts';

const conflicts: Readonly<Record<string, { readonly status: number; readonly code: string }>> = {
  graph: { status: 409, code: 'Directory_ConcurrencyViolation' },
  arm: { status: 409, code: 'ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity' },
  dataverse: { status: 412, code: '0x80060882' },
};

type Fault =
  | 'conflict'
  | 'throttled'
  | 'error'
  | 'unavailable'
  | 'reset'
  | 'lost-request'
  | 'lost-answer'
  | 'truncated'
  | 'stale';
const writeFaults: readonly Fault[] = [
  'conflict',
  'throttled',
  'error',
  'unavailable',
  'reset',
  'lost-request',
  'lost-answer',
  'truncated',
];
const readFaults: readonly Fault[] = ['throttled', 'unavailable', 'reset', 'truncated', 'stale'];

/** The fault meets one request, by its number among the reads or writes. */
function meeting(world: World, kind: Operation['kind'], number: number, fault: Fault): LifeOptions {
  const lost = fault === 'lost-request' || fault === 'lost-answer' ? fault : null;
  return {
    stale: (read) => fault === 'stale' && kind === 'read' && read === number,
    lose: (write) => (kind === 'write' && write === number ? lost : null),
    before(operation) {
      if (operation.kind !== kind || operation.number !== number || lost !== null) return;
      const host = new URL(operation.url).host;
      const once = { host, method: operation.method, times: 1 } as const;
      const system = host.startsWith('graph') ? 'graph' : host.startsWith('management') ? 'arm' : 'dataverse';
      const conflict = conflicts[system] ?? { status: 409, code: '' };
      if (fault === 'reset') world.wire.push({ ...once, kind: 'reset' });
      if (fault === 'truncated') world.wire.push({ ...once, kind: 'truncate' });
      if (fault === 'error') world.wire.push({ ...once, kind: 'status', value: 500 });
      if (fault === 'unavailable') world.wire.push({ ...once, kind: 'status', value: 503 });
      if (fault === 'throttled') world.wire.push({ ...once, kind: 'status', value: 429, retryAfter: 7 });
      if (fault === 'conflict') {
        const text = JSON.stringify({ error: { code: conflict.code, message: 'Concurrent requests.' } });
        world.wire.push({ ...once, kind: 'status', value: conflict.status, text });
      }
    },
  };
}

/** Every fault on every request: exactly one effect, and undoing it leads back. */
export async function faultEverywhere({ scenario, plan }: Planned): Promise<Tally> {
  const steps = await plan();
  const wrong: string[] = [];
  let cases = 0;
  if (steps.length === 0) return { steps: 0, cases, wrong };
  const bench = await measure(scenario, steps);
  if (typeof bench === 'string') return { steps: steps.length, cases: 1, wrong: [bench] };
  const places = [
    ...Array.from({ length: bench.writes }, (_, number) =>
      writeFaults.map((fault) => ['write', number, fault] as const),
    ),
    ...Array.from({ length: bench.reads }, (_, number) => readFaults.map((fault) => ['read', number, fault] as const)),
  ].flat();
  for (const [kind, number, fault] of places) {
    for (const direction of ['apply', 'undo'] as const) {
      cases += 1;
      await inCloud(
        scenario,
        steps,
        async (cloud, known) => {
          const { emulator } = cloud;
          const journal = createMemoryJournal(headerOf(cloud, steps));
          const trouble = meeting(emulator.world, kind, number, fault);
          const at = `${fault} at ${kind} ${number} of ${direction}`;
          const applied = await live(cloud, journal, 'apply', direction === 'apply' ? trouble : {});
          if (applied.stopped !== null) wrong.push(`${at}: ${applied.stopped} ${applied.detail}`);
          else if (configurationOf(emulator, known) !== bench.goal) wrong.push(`${at}: not the goal`);
          const undone = await live(cloud, journal, 'undo', direction === 'undo' ? trouble : {});
          if (undone.stopped !== null) wrong.push(`${at}, undone: ${undone.stopped} ${undone.detail}`);
          else if (configurationOf(emulator, known) !== bench.start) wrong.push(`${at}, undone: not the start`);
        },
        { throughProxy: !fault.startsWith('lost') },
      );
    }
  }
  return { steps: steps.length, cases, wrong };
}

/** Two repairs of one application at once, as from two machines: one effect, and undoing both leads back. */
export async function twoAtOnce({ scenario, plan }: Planned): Promise<Tally> {
  const steps = await plan();
  const wrong: string[] = [];
  if (steps.length === 0) return { steps: 0, cases: 0, wrong };
  const bench = await measure(scenario, steps);
  if (typeof bench === 'string') return { steps: steps.length, cases: 1, wrong: [bench] };
  await inCloud(scenario, steps, async (cloud, known) => {
    const journals = [1, 2].map(() => createMemoryJournal(headerOf(cloud, steps)));
    const lives = await Promise.all(journals.map((journal) => live(cloud, journal, 'apply')));
    if (lives.every(({ stopped }) => stopped !== null)) wrong.push(`both stopped: ${lives[0]?.detail}`);
    if (configurationOf(cloud.emulator, known) !== bench.goal) wrong.push('not the goal');
    for (const journal of journals) await live(cloud, journal, 'undo');
    if (configurationOf(cloud.emulator, known) !== bench.start) wrong.push('undone: not the start');
  });
  return { steps: steps.length, cases: 1, wrong };
}

/** Another client changes the object of a step before it is applied, or before it is undone: the change must stay. */
export async function somebodyElse({ scenario, plan }: Planned): Promise<Tally> {
  const steps = await plan();
  const wrong: string[] = [];
  let cases = 0;
  for (const step of steps) {
    const change = changeOf(step);
    if (change === null) continue;
    for (const when of ['before the repair', 'before the undo'] as const) {
      await inCloud(scenario, steps, async (cloud, known) => {
        const { emulator } = cloud;
        const journal = createMemoryJournal(headerOf(cloud, steps));
        if (when === 'before the undo') await live(cloud, journal, 'apply');
        if (!meddle(emulator.world, change)) return;
        cases += 1;
        // What is seen of the directory is settled by then.
        emulator.advance(600);
        const theirs = JSON.stringify(meddled(emulator.world));
        if (when === 'before the repair') await live(cloud, journal, 'apply');
        await live(cloud, journal, 'undo');
        const at = `${step.id} changed ${when}`;
        if (JSON.stringify(meddled(emulator.world)) !== theirs) wrong.push(`${at}: overwritten`);
        const again = await live(cloud, journal, 'undo');
        if (again.stopped === null && when === 'before the undo') wrong.push(`${at}: undone all the same`);
        void known;
      });
    }
  }
  return { steps: steps.length, cases, wrong };
}

const foreign = 'of-another-client';
const foreignId = '5eb0d1e5-0000-4000-8000-00000000e15e';

/** Every object that the other client marked. */
function meddled(world: World): unknown {
  const credentials = [
    ...world.tenants.flatMap(({ applications }) =>
      applications.flatMap(({ federatedIdentityCredentials }) => federatedIdentityCredentials),
    ),
    ...world.subscriptions.flatMap(({ identities }) =>
      identities.flatMap(({ federatedIdentityCredentials }) => federatedIdentityCredentials),
    ),
  ].filter(({ subject }) => subject === foreign);
  const records = world.environments.flatMap(({ managedIdentities }) =>
    managedIdentities.filter((record) => Object.values(record).includes(foreignId)),
  );
  const components = world.environments.flatMap(({ components }) =>
    components.flatMap(({ id, managedIdentityId }) => (managedIdentityId === foreignId ? [{ id }] : [])),
  );
  return { credentials, records: records.map(({ rowVersion: _, ...record }) => record), components };
}

/** False where the object cannot be given a third value. */
function meddle(world: World, { object, after }: Change): boolean {
  switch (object.kind) {
    case 'graph-credential':
    case 'arm-credential': {
      const key = object.kind === 'graph-credential' ? (object.id ?? object.name) : object.name;
      const owners = [
        ...world.tenants.flatMap(({ applications }) => applications),
        ...world.subscriptions.flatMap(({ identities }) => identities),
      ];
      for (const { federatedIdentityCredentials: list } of owners) {
        const found = list.find(({ id, name }) => id === key || name === key);
        if (found === undefined) continue;
        found.subject = foreign;
        return true;
      }
      return false;
    }
    case 'record': {
      if (after === null || !('applicationid' in after)) return false;
      const id = /\(([^)]*)\)$/.exec(object.url)?.[1];
      const found = world.environments
        .flatMap(({ managedIdentities }) => managedIdentities)
        .find((row) => row.id === id);
      if (found === undefined) return false;
      found.applicationId = foreignId;
      found.rowVersion = (found.rowVersion ?? 1) + 1000;
      return true;
    }
    case 'binding': {
      const id = /\(([^)]*)\)$/.exec(object.url)?.[1];
      const environment = world.environments.find(({ components }) => components.some((row) => row.id === id));
      const found = environment?.components.find((row) => row.id === id);
      const record = environment?.managedIdentities[0];
      if (environment === undefined || found === undefined || record === undefined) return false;
      environment.managedIdentities.push({ ...record, id: foreignId, name: 'Another client' });
      found.managedIdentityId = foreignId;
      return true;
    }
    case 'service-principal':
      return false;
  }
}

/**
 * While the repair runs, and while it is undone, every plug-in that worked at the start works: after each write, and every
 * ten seconds of each wait. The emulator injects no failure of its own, so that one is one too many.
 */
export async function worksThroughout({ scenario, plan }: Planned): Promise<Tally> {
  const steps = await plan();
  const wrong: string[] = [];
  let cases = 0;
  const noRandomFailure = ({ consistency }: World) => {
    if (consistency !== undefined) consistency.exchangeFailureRate = 0;
  };
  await inCloud(
    scenario,
    steps,
    async (cloud) => {
      const { emulator } = cloud;
      const places = emulator.world.environments.flatMap(({ id, components }) =>
        components.map((component) => [id, component.id] as const),
      );
      const works = ([environment, component]: (typeof places)[number]) => emulator.runPlugin(environment, component);
      const working: typeof places = [];
      for (const place of places) if ((await works(place)).ok) working.push(place);
      let during = 'the repair';
      const look = async () => {
        for (const place of working) {
          cases += 1;
          const run = await works(place);
          if (!run.ok) wrong.push(`during ${during}, exchange ${cases}: ${/AADSTS\d+/.exec(run.stack)?.[0]}`);
        }
      };
      const journal = createMemoryJournal(headerOf(cloud, steps));
      await live(cloud, journal, 'apply', { look });
      during = 'its undo';
      await live(cloud, journal, 'undo', { look });
    },
    { prepare: noRandomFailure },
  );
  return { steps: steps.length, cases, wrong };
}
