/** Services in memory for a run: every answer, loss, kill and delay that a repair must survive, by its number. */

import type { Step, StepRequest } from '../../src/domain/plan.ts';
import type { WriteOutcome } from '../../src/domain/write-outcome.ts';
import { changeOf, holds, type Values } from '../../src/repair/change.ts';
import type { Execution } from '../../src/repair/execute.ts';
import type { JournalEvent } from '../../src/repair/journal/events.ts';
import type { ObjectAddress, Objects, ObservedObject } from '../../src/sources/objects.ts';

export class Killed extends Error {}

export type Trouble =
  | 'lost-before' // the request never arrived
  | 'lost-after' // it was carried out, the answer was lost
  | 'transient-409'
  | 'throttled'
  | 'precondition-failed';

export interface FakeServices extends Objects {
  /** Everything that exists, by key; the only truth. */
  readonly objects: Map<string, Values>;
  /** Requests that had an effect. */
  readonly effects: StepRequest[];
  readonly operations: () => number;
}

export interface FakeOptions {
  readonly objects?: Iterable<readonly [string, Values]>;
  /** By number of the write, from 0. */
  readonly trouble?: ReadonlyMap<number, Trouble>;
  /** Throws `Killed` at this operation: reads, writes (before and after their effect) and journal events are counted. */
  readonly killAt?: number;
  /** Reads of credentials that still show the state before the latest write. */
  readonly staleReads?: number;
}

export function createFakeServices({ objects, trouble = new Map(), killAt = -1, staleReads = 0 }: FakeOptions) {
  const world = new Map(objects ?? []);
  let shown = new Map(world);
  let stale = 0;
  let operations = 0;
  let writes = 0;
  const effects: StepRequest[] = [];
  const step = () => {
    if (operations === killAt) throw new Killed(`killed at operation ${operations}`);
    operations += 1;
  };

  function carryOut(request: StepRequest): WriteOutcome {
    const key = keyOfRequest(request);
    const before = new Map(world);
    const outcome = change(world, key, request);
    if (outcome.kind === 'written') {
      effects.push(request);
      if (request.system === 'graph' && staleReads > 0) {
        shown = before;
        stale = staleReads;
      }
    }
    return outcome;
  }

  const store: FakeServices = {
    objects: world,
    effects,
    operations: () => operations,
    async read(object) {
      step();
      const lagging = object.kind === 'graph-credential' && stale > 0;
      if (lagging) stale -= 1;
      return observe(lagging ? shown : world, object);
    },
    async write(request) {
      step();
      const kind = trouble.get(writes);
      writes += 1;
      if (kind === 'lost-before') return { kind: 'unknown', status: null, detail: 'socket hang up' };
      if (kind === 'transient-409') return rejection(409, concurrencyCode[request.system]);
      if (kind === 'throttled') return { ...rejection(429, 'TooManyRequests'), retryAfter: 7 };
      if (kind === 'precondition-failed') return rejection(412, 'ConcurrencyVersionMismatch');
      const outcome = carryOut(request);
      step();
      return kind === 'lost-after' ? { kind: 'unknown', status: null, detail: 'socket hang up' } : outcome;
    },
  };
  return { store, step };
}

const concurrencyCode = {
  graph: 'Directory_ConcurrencyViolation',
  arm: 'ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity',
  dataverse: 'Conflict',
};

function rejection(status: number, code: string): Extract<WriteOutcome, { kind: 'rejected' }> {
  return { kind: 'rejected', status, code, message: code, retryAfter: null, permission: null, grantedBy: null };
}

const idOf = (name: string) => `id-of-${name}`;

function keyOfRequest({ url, body, method }: StepRequest): string {
  if (/federatedIdentityCredentials$/.test(url)) return `${url}/${idOf((body as { name: string }).name)}`;
  if (/managedidentities$/.test(url)) return `${url}(${(body as { managedidentityid: string }).managedidentityid})`;
  return method === 'DELETE' ? url.replace('/managedidentityid/$ref', '') : url;
}

function change(world: Map<string, Values>, key: string, request: StepRequest): WriteOutcome {
  const isBinding = /plugin(assemblies|packages)\(/.test(key);
  const written = {
    kind: 'written',
    status: 204,
    id: key.match(/\/(id-of-[^/?]+)$/)?.[1] ?? null,
    etag: null,
  } as const;
  if (request.method === 'POST') {
    if (world.has(key)) return rejection(409, 'Request_MultipleObjectsWithSameKeyValue');
    world.set(key, request.body as Values);
    return written;
  }
  if (isBinding) {
    const target = (request.body as Record<string, string | null> | null)?.['managedidentityid@odata.bind'];
    world.set(key, { managedidentityid: target?.match(/\((.*)\)/)?.[1] ?? null });
    return written;
  }
  if (request.method === 'DELETE') return world.delete(key) ? written : rejection(404, 'Request_ResourceNotFound');
  const now = world.get(key);
  if (now === undefined && request.method === 'PATCH') return rejection(404, 'Request_ResourceNotFound');
  const values =
    request.method === 'PUT' ? (request.body as { properties: Values }).properties : (request.body as Values);
  world.set(key, { ...now, ...values });
  return written;
}

function observe(world: Map<string, Values>, object: ObjectAddress): ObservedObject {
  if (object.kind === 'graph-credential') {
    const key = `${object.collection}/${object.id ?? idOf(object.name ?? '')}`;
    const values = world.get(key) ?? null;
    return { values, id: values === null ? null : (key.split('/').at(-1) ?? null), etag: null };
  }
  const values = world.get(object.url) ?? null;
  if (object.kind === 'binding') return { values: values ?? { managedidentityid: null }, id: null, etag: 'W/"1"' };
  return { values, id: null, etag: 'W/"1"' };
}

/** Time that passes only where a run waits. */
export function fakeClock() {
  let now = Date.parse('2026-11-28T12:00:00Z');
  return {
    now: () => new Date(now),
    sleep: async (ms: number) => {
      now += ms;
    },
    random: () => 0.5,
  };
}

export function executionOn(store: Objects, record: (event: JournalEvent) => void): Execution {
  return { store, record, clock: fakeClock(), progress: () => {}, redact: (text) => text };
}

/** True when the world holds what the step writes. */
export function isDone(objects: ReadonlyMap<string, Values>, step: Step): boolean {
  const change = changeOf(step);
  return change !== null && holds(observe(new Map(objects), change.object).values, change.after);
}
