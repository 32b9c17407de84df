/** Executes one step against given answers, for tests of `executeStep`. */
import { expect } from 'chai';
import type { WriteOutcome } from '../../src/domain/write-outcome.ts';
import { changeOf, type Values } from '../../src/repair/change.ts';
import { executeStep } from '../../src/repair/execute.ts';
import type { Direction, JournalEvent } from '../../src/repair/journal/events.ts';
import type { ObjectAddress, Objects } from '../../src/sources/objects.ts';
import { fakeClock } from './fake-services.ts';
import { cases } from './steps.ts';

const stepOf = (name: string) => cases.find((each) => each.name === name)?.step ?? expect.fail(`no case ${name}`);
export const create = stepOf('create a credential in Graph');
export const update = stepOf('update a credential in Graph');
export const record = stepOf('change a record');
export const remove = stepOf('delete a credential in ARM');
export const unbind = stepOf('unbind a component');
export const arm = stepOf('update a credential in ARM');
export const createArm = stepOf('create a credential in ARM');
export const removeGraph = stepOf('delete a credential in Graph');
export const createRecord = stepOf('create a record');

export const written: WriteOutcome = { kind: 'written', status: 204, id: null, etag: null };
export const lost = { kind: 'unknown', status: null, detail: 'socket hang up' } as const satisfies WriteOutcome;
export const rejected = (status: number, code = '', message = ''): Extract<WriteOutcome, { kind: 'rejected' }> => ({
  kind: 'rejected',
  status,
  code,
  message,
  retryAfter: null,
  permission: null,
  grantedBy: null,
});

interface Given {
  readonly step: typeof create;
  readonly direction?: Direction;
  /** One read after another; the last for ever. */
  readonly reads: readonly (Values | null)[];
  /** One write after another; the last for ever. */
  readonly writes?: readonly WriteOutcome[];
  readonly open?: boolean;
  readonly intendedAt?: string;
  readonly recreates?: boolean;
  /** Names of other components that are bound to the record. */
  readonly boundTo?: readonly string[];
}

interface Sent {
  readonly url: string;
  readonly body: unknown;
}

export async function execute({
  step,
  direction = 'apply',
  reads,
  writes = [written],
  open = false,
  intendedAt,
  recreates,
  boundTo,
}: Given) {
  const events: JournalEvent[] = [];
  const etags: (string | null)[] = [];
  const sent: Sent[] = [];
  const addresses: ObjectAddress[] = [];
  let read = 0;
  let write = 0;
  const store: Objects = {
    async read(address) {
      const values = reads[Math.min(read, reads.length - 1)] ?? null;
      read += 1;
      addresses.push(address);
      return { values, id: values === null ? null : `id-${read}`, etag: `W/"${read}"` };
    },
    ...(boundTo === undefined ? {} : { boundTo: async () => boundTo }),
    async write({ url, body }, etag) {
      sent.push({ url, body });
      const outcome = writes[Math.min(write, writes.length - 1)] ?? expect.fail('no answer');
      write += 1;
      etags.push(etag);
      return outcome;
    },
  };
  const redact = (text: string) => text.replace('secret', '***');
  const journalled = { step, open, sent: null, result: null, intendedAt: intendedAt ?? null };
  const clock = fakeClock();
  const began = clock.now().getTime();
  const execution = {
    store,
    record: (event: JournalEvent) => void events.push(event),
    clock,
    progress: () => {},
    redact,
    ...(recreates === undefined ? {} : { recreates }),
  };
  const { outcome, reaction, observed, detail, stranger } = await executeStep(journalled, direction, execution);
  expect(events.at(-1), 'the outcome is written down').to.include({ event: 'outcome', outcome });
  const intentions = events.filter(({ event }) => event === 'intended').length;
  expect(intentions, 'each request is written down before').to.equal(write);
  const waited = clock.now().getTime() - began;
  return { outcome, reaction, observed, detail, stranger, writes: write, etags, events, sent, addresses, waited };
}

export const sidesOf = (step: typeof create) => changeOf(step) ?? expect.fail('no change');
export const [before, after] = [sidesOf(update).before, sidesOf(update).after];
export const [oldRow, newRow] = [sidesOf(record).before, sidesOf(record).after];
export const other: Values = { ...after, subject: '/other' };
