/** Runs of one repair against one cloud, each of which can be killed at any operation or meet a fault. */
import type { Direction, JournalEvent } from '../../src/repair/journal/events.ts';
import type { Journal } from '../../src/repair/journal/files.ts';
import { applySteps, undoSteps } from '../../src/repair/run.ts';
import type { Objects, ObservedObject } from '../../src/sources/objects.ts';
import type { Cloud } from './tenancy.ts';

/** Ends a run as SIGKILL does: nothing after it is executed. */
class Killed extends Error {}

export interface Operation {
  readonly kind: 'read' | 'write';
  /** Number among its kind, from 0. */
  readonly number: number;
  readonly url: string;
  readonly method: string;
}

export interface LifeOptions {
  /**
   * Number of the operation before which the run is killed. Counted: each read, a write before it is sent and after it
   * took effect, each event before and after it is on disk.
   */
  readonly killAt?: number;
  readonly before?: (operation: Operation) => void;
  /** `lost-request`: it never arrived. `lost-answer`: it took effect, but the response was lost. */
  readonly lose?: (write: number) => 'lost-request' | 'lost-answer' | null;
  /** True: a directory that lags answers this read with what it held at the start. */
  readonly stale?: ((read: number) => boolean) | undefined;
  /** Called after each write, and every ten seconds of each wait. */
  readonly look?: (() => Promise<void>) | undefined;
}

export interface Life {
  readonly killed: boolean;
  readonly operations: number;
  readonly reads: number;
  readonly writes: number;
  /** Outcome of the step that stopped the run. */
  readonly stopped: string | null;
  readonly detail: string | null;
}

export async function live(
  { session }: Cloud,
  journal: Journal,
  direction: Direction,
  { killAt = -1, before = () => {}, lose = () => null, stale, look }: LifeOptions = {},
): Promise<Life> {
  let operations = 0;
  let reads = 0;
  let writes = 0;
  const operation = () => {
    if (operations === killAt) throw new Killed();
    operations += 1;
  };
  const objects = session.clients.objects(session.environmentUrl);
  const atStart = new Map<string, ObservedObject>();
  const store: Objects = {
    async read(object) {
      operation();
      before({ kind: 'read', number: reads, url: 'url' in object ? object.url : object.collection, method: 'GET' });
      const number = reads;
      reads += 1;
      const seen = await objects.read(object);
      // Another address selects another object of the same answer.
      const key = JSON.stringify(object);
      const first = atStart.get(key) ?? seen;
      atStart.set(key, first);
      const lags = object.kind === 'graph-credential' || object.kind === 'service-principal';
      return lags && stale?.(number) === true ? first : seen;
    },
    async write(request, etag) {
      operation();
      before({ kind: 'write', number: writes, url: request.url, method: request.method });
      const lost = lose(writes);
      writes += 1;
      const unanswered = { kind: 'unknown', status: null, detail: 'socket hang up' } as const;
      if (lost === 'lost-request') return unanswered;
      const outcome = await objects.write(request, etag);
      await look?.();
      operation();
      return lost === null ? outcome : unanswered;
    },
  };
  const watched: Journal = {
    ...journal,
    append(event: JournalEvent) {
      operation();
      journal.append(event);
      operation();
    },
  };
  const { target, redactor } = session.context;
  async function sleep(ms: number): Promise<void> {
    if (look === undefined) return target.sleep(ms);
    for (let left = ms; left > 0; left -= 10_000) {
      await target.sleep(Math.min(left, 10_000));
      await look();
    }
  }
  const context = {
    store,
    clock: { now: target.now, sleep, random: () => 0.5 },
    progress: () => {},
    redact: (text: string) => redactor.redact(text),
  };
  try {
    const { stopped } = await (direction === 'apply' ? applySteps : undoSteps)(watched, context);
    const { outcome = null, detail = null } = stopped?.outcome ?? {};
    return { killed: false, operations, reads, writes, stopped: outcome, detail };
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
    return { killed: true, operations, reads, writes, stopped: null, detail: null };
  }
}
