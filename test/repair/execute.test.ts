import { expect } from 'chai';
import { networkFault } from '../../src/domain/network-findings.ts';
import type { WriteOutcome } from '../../src/domain/write-outcome.ts';
import { findingOf } from '../../src/net/fault/finding.ts';
import { changeOf, type Values } from '../../src/repair/change.ts';
import { executeStep } from '../../src/repair/execute.ts';
import type { Direction, JournalEvent } from '../../src/repair/journal/events.ts';
import type { ObjectAddress, Objects } from '../../src/sources/objects.ts';
import { fakeClock } from './fake-services.ts';
import { cases } from './steps.ts';

const stepOf = (name: string) => cases.find((each) => each.name === name)?.step ?? expect.fail(`no case ${name}`);
const create = stepOf('create a credential in Graph');
const update = stepOf('update a credential in Graph');
const record = stepOf('change a record');
const remove = stepOf('delete a credential in ARM');
const unbind = stepOf('unbind a component');
const arm = stepOf('update a credential in ARM');
const createArm = stepOf('create a credential in ARM');
const removeGraph = stepOf('delete a credential in Graph');
const createRecord = stepOf('create a record');

const written: WriteOutcome = { kind: 'written', status: 204, id: null, etag: null };
const lost: WriteOutcome = { kind: 'unknown', status: null, detail: 'socket hang up' };
const rejected = (status: number, code = '', message = ''): WriteOutcome => ({
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

async function execute({
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

const sidesOf = (step: typeof create) => changeOf(step) ?? expect.fail('no change');
const [before, after] = [sidesOf(update).before, sidesOf(update).after];
const [oldRow, newRow] = [sidesOf(record).before, sidesOf(record).after];
const other: Values = { ...after, subject: '/other' };

describe('a step', () => {
  it('writes nothing where the values are there', async () => {
    expect(await execute({ step: update, reads: [after] })).to.include({ outcome: 'already', writes: 0 });
    expect(await execute({ step: update, reads: [after], open: true })).to.include({ outcome: 'applied', writes: 0 });
  });

  it('did not create what ARM replaced: another client created it after it was read', async () => {
    const at = (status: number): WriteOutcome => ({ kind: 'written', status, id: null, etag: null });
    expect(await execute({ step: createArm, reads: [null], writes: [at(201)] })).to.include({ outcome: 'applied' });
    expect(await execute({ step: createArm, reads: [null], writes: [at(200)] })).to.include({ outcome: 'already' });
    const again = { step: createArm, reads: [null], writes: [lost, at(200)] };
    expect(await execute(again)).to.include({ outcome: 'applied', writes: 2 });
    expect(await execute({ step: arm, reads: [before], writes: [at(200)] })).to.include({ outcome: 'applied' });
  });

  it('writes nothing over the change of another client', async () => {
    expect(await execute({ step: update, reads: [other] })).to.deep.include({
      outcome: 'conflict',
      writes: 0,
      observed: other,
    });
  });

  it('reads a row of Dataverse back, and knows what the service kept', async () => {
    expect(await execute({ step: record, reads: [oldRow, newRow] })).to.deep.include({
      outcome: 'applied',
      writes: 1,
      etags: ['W/"1"'],
    });
    expect(await execute({ step: record, reads: [oldRow] })).to.include({
      outcome: 'rejected',
      reaction: 'not-customizable',
    });
    expect(await execute({ step: record, reads: [oldRow, { version: 9 }] })).to.include({ outcome: 'conflict' });
  });

  it('clears a lookup in the second form where the first changed nothing', async () => {
    const { before: bound, after: cleared } = sidesOf(unbind);
    const found = await execute({ step: unbind, reads: [bound, bound, bound, cleared] });
    expect(found).to.include({ outcome: 'applied', writes: 2 });
  });

  it('does not read Graph and ARM back', async () => {
    expect(await execute({ step: arm, reads: [sidesOf(arm).before] })).to.include({ outcome: 'applied', writes: 1 });
  });

  it('repeats a request whose answer was lost, unless it had its effect', async () => {
    expect(await execute({ step: update, reads: [before], writes: [lost, written] })).to.include({
      outcome: 'applied',
      writes: 2,
    });
    expect(await execute({ step: update, reads: [before, after], writes: [lost] })).to.include({
      outcome: 'applied',
      writes: 1,
    });
  });

  it('ends as unknown after twelve lost answers', async () => {
    expect(await execute({ step: update, reads: [before], writes: [lost] })).to.include({
      outcome: 'unknown',
      writes: 12,
      detail: 'socket hang up',
    });
  });

  it('asks another server that answered once, and finds out by reading', async () => {
    const fault = networkFault('foreign-answer', 'h', { host: 'h', port: 443, detail: 'HTTP 403, text/html' });
    const stranger: WriteOutcome = { ...lost, detail: 'HTTP 403', stranger: findingOf(fault) };
    expect(await execute({ step: update, reads: [before], writes: [stranger] })).to.deep.include({
      outcome: 'unknown',
      writes: 1,
      stranger: findingOf(fault),
    });
    expect(await execute({ step: update, reads: [before, after], writes: [stranger] })).to.include({
      outcome: 'applied',
      writes: 1,
    });
  });

  it('repeats a request that was throttled, twelve times at most', async () => {
    expect(await execute({ step: update, reads: [before], writes: [rejected(429), written] })).to.include({
      outcome: 'applied',
      writes: 2,
    });
    expect(await execute({ step: update, reads: [before], writes: [rejected(429)] })).to.include({
      outcome: 'rejected',
      reaction: 'retry',
      writes: 12,
    });
  });

  it('ends where the service refuses, and redacts what it says', async () => {
    const found = await execute({ step: update, reads: [before], writes: [rejected(403, '', 'a secret')] });
    expect(found).to.include({ outcome: 'rejected', reaction: 'refused', writes: 1, detail: 'a ***' });
  });

  it('takes the next name where the planned one is in use', async () => {
    const answers = [rejected(409), written];
    const found = await execute({ step: create, reads: [null], writes: answers });
    expect(found).to.include({ outcome: 'applied', writes: 2 });
    const sent = found.events.flatMap((each) => (each.event === 'intended' ? [each.request.body] : []));
    expect(sent.map((body) => (body as { name: string }).name)).to.deep.equal(['ppmi-1', 'ppmi-2']);
    expect(await execute({ step: create, reads: [null], writes: [rejected(409)] })).to.include({
      outcome: 'rejected',
      reaction: 'name-taken',
      writes: 12,
    });
  });

  it('is there already where the service says that it exists and reading shows it', async () => {
    const values = sidesOf(create).after;
    const exists = rejected(400, '', 'must be unique');
    expect(await execute({ step: create, reads: [null, values], writes: [exists] })).to.include({
      outcome: 'already',
    });
    const hidden = await execute({ step: create, reads: [null], writes: [exists] });
    expect(hidden).to.include({ outcome: 'rejected', reaction: 'exists', writes: 1 });
  });

  it('is repeated where only another column changed', async () => {
    const changed = rejected(412);
    const again = await execute({ step: record, reads: [oldRow, oldRow, oldRow, newRow], writes: [changed, written] });
    expect(again).to.deep.include({ outcome: 'applied', writes: 2, etags: ['W/"1"', 'W/"3"'] });
    expect(await execute({ step: record, reads: [oldRow, newRow], writes: [changed] })).to.include({
      outcome: 'already',
    });
    expect(await execute({ step: record, reads: [oldRow, { version: 9 }], writes: [changed] })).to.include({
      outcome: 'conflict',
    });
    expect(await execute({ step: record, reads: [oldRow], writes: [changed] })).to.include({
      outcome: 'conflict',
      writes: 12,
    });
  });

  it('that deletes is done where the object is gone', async () => {
    expect(await execute({ step: remove, reads: [sidesOf(remove).before], writes: [rejected(404)] })).to.include({
      outcome: 'applied',
      writes: 1,
    });
  });

  it('waits for a replica that has not seen the object', async () => {
    expect(await execute({ step: update, reads: [before], writes: [rejected(404), written] })).to.include({
      outcome: 'applied',
      writes: 2,
    });
    expect(await execute({ step: update, reads: [before], writes: [rejected(404)] })).to.include({
      outcome: 'rejected',
      reaction: 'gone',
      writes: 12,
    });
    expect(await execute({ step: update, reads: [before, other], writes: [rejected(404)] })).to.include({
      outcome: 'conflict',
    });
  });

  it('is not taken for a request that ppmi does not make', async () => {
    const step = { ...update, request: { ...update.request, url: 'https://graph.microsoft.com/v1.0/users' } };
    const error = await execute({ step, reads: [before] }).catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(Error).and.to.have.property('message').that.contains('does not make');
  });

  it('that deletes what a later step creates again finds the object, unless the run deleted it before', async () => {
    const deletion = { step: remove, reads: [null] };
    expect(await execute({ ...deletion, recreates: true })).to.include({ outcome: 'conflict', writes: 0 });
    expect(await execute({ ...deletion, recreates: true, open: true })).to.include({ outcome: 'applied', writes: 0 });
    expect(await execute({ ...deletion, recreates: false })).to.include({ outcome: 'already', writes: 0 });
  });

  it('looks under the next name where another object has the planned one, twelve names at most', async () => {
    const found = await execute({ step: create, reads: [other, other, other, null] });
    expect(found).to.include({ outcome: 'applied', writes: 1 });
    expect(found.sent[0]?.body).to.have.property('name', 'ppmi-2');
    const { addresses, ...taken } = await execute({ step: create, reads: [other] });
    expect(taken).to.include({ outcome: 'conflict', writes: 0 });
    const names = new Set(addresses.map((address) => ('name' in address ? address.name : '')));
    expect([...names]).to.deep.equal(Array.from({ length: 12 }, (_, index) => `ppmi-${index + 1}`));
  });

  it('takes another name for a new object only', async () => {
    const { addresses, ...found } = await execute({ step: arm, reads: [other] });
    expect(found).to.include({ outcome: 'conflict', writes: 0 });
    expect(addresses).to.have.length(1);
  });

  it('waits before it repeats a request, as long as the service asks or a second longer each time', async () => {
    const after429 = { ...rejected(429), retryAfter: 7 } as const;
    const reads = [oldRow, oldRow, oldRow, newRow];
    expect(await execute({ step: record, reads, writes: [lost, lost, written] })).to.include({ waited: 3_000 });
    expect(await execute({ step: record, reads, writes: [after429, rejected(429), written] })).to.include({
      waited: 9_000,
    });
    const found = await execute({ step: arm, reads: [before], writes: [rejected(404), written] });
    expect(found).to.include({ outcome: 'applied', writes: 2, waited: 1_000 });
  });

  it('is done where a replica shows the values after all', async () => {
    expect(await execute({ step: update, reads: [before, after], writes: [rejected(404)] })).to.include({
      outcome: 'already',
      writes: 1,
    });
    const { before: held } = sidesOf(removeGraph);
    expect(await execute({ step: removeGraph, reads: [held, null], writes: [rejected(404)] })).to.include({
      outcome: 'already',
      writes: 1,
    });
  });

  it('says why the service found no object, where another client has changed it', async () => {
    const gone = rejected(404, '', 'it is not there');
    expect(await execute({ step: update, reads: [before, other], writes: [gone] })).to.include({
      outcome: 'conflict',
      detail: 'it is not there',
    });
  });

  it('believes the service rather than a replica about a name in use', async () => {
    const { after: own } = sidesOf(create);
    const found = await execute({ step: create, reads: [null, null, own], writes: [rejected(409)] });
    expect(found).to.include({ outcome: 'already', writes: 1 });
    expect(found.addresses.at(-1)).to.have.property('name', 'ppmi-1');
  });

  describe('whose values exist under the service', () => {
    const { after: own } = sidesOf(create);
    const exists = rejected(400, '', 'must be unique');

    it('wrote them itself where an answer was lost', async () => {
      const found = await execute({ step: create, reads: [null, null, null, own], writes: [lost, exists] });
      expect(found).to.include({ outcome: 'applied', writes: 2 });
    });

    it('did not write them where they have another name, even if a replica shows that one late', async () => {
      const lagging = Array.from({ length: 13 }, () => null);
      const found = await execute({ step: create, reads: [...lagging, own], writes: [lost, exists] });
      expect(found).to.include({ outcome: 'already', writes: 2 });
      expect(found.addresses.at(-1)).to.deep.include({
        name: null,
        claims: { issuer: own?.issuer, subject: own?.subject },
      });
    });
  });

  it('says which change Dataverse confirmed and did not make', async () => {
    const kept = await execute({ step: record, reads: [oldRow] });
    expect(kept.detail).to.equal('Change something: Dataverse confirmed the change and kept the old values');
    const undone = await execute({ step: record, direction: 'undo', reads: [newRow] });
    expect(undone.detail).to.equal('Change something: Dataverse confirmed the undo and kept the old values');
  });

  it('writes nothing again because a replica may lag', async () => {
    const intendedAt = '2026-11-28T11:59:59Z';
    expect(await execute({ step: update, reads: [after], intendedAt })).to.include({ outcome: 'already', writes: 0 });
  });

  it('that deletes accepts at once that the object is gone', async () => {
    const intendedAt = '2026-11-28T11:59:59Z';
    expect(await execute({ step: removeGraph, reads: [null], intendedAt })).to.include({
      outcome: 'already',
      waited: 0,
    });
  });
});

describe('taking a step back', () => {
  const intendedAt = '2026-11-28T11:59:59Z';
  const longAgo = '2026-11-28T11:00:00Z';

  it('writes the old values again while a replica may show them from before the run', async () => {
    const undo = { step: update, direction: 'undo' as const, reads: [before] };
    expect(await execute({ ...undo, intendedAt })).to.include({ outcome: 'applied', writes: 1 });
    expect(await execute({ ...undo, intendedAt: longAgo })).to.include({ outcome: 'already', writes: 0 });
    expect(await execute({ ...undo, reads: [after], intendedAt: longAgo })).to.include({
      outcome: 'applied',
      writes: 1,
    });
  });

  it('keeps the change of another client', async () => {
    const found = await execute({ step: update, direction: 'undo', reads: [other], intendedAt });
    expect(found).to.include({ outcome: 'conflict', writes: 0 });
  });

  it('is not possible without a request for it', async () => {
    const step = { ...create, undo: null };
    const found = await execute({ step, direction: 'undo', reads: [sidesOf(step).after] });
    expect(found).to.include({ outcome: 'rejected', writes: 0 });
  });

  it('writes them again for 65 seconds after the run wrote, which is the longest lag that was observed', async () => {
    const undo = { step: update, direction: 'undo' as const, reads: [before] };
    expect(await execute({ ...undo, intendedAt: '2026-11-28T11:58:55.001Z' })).to.include({ writes: 1 });
    expect(await execute({ ...undo, intendedAt: '2026-11-28T11:58:55Z' })).to.include({
      outcome: 'already',
      writes: 0,
    });
    expect(await execute({ ...undo, step: arm, intendedAt })).to.include({ outcome: 'already', writes: 0 });
  });

  describe('of a creation', () => {
    const { after: own } = sidesOf(create);
    const undo = { step: create, direction: 'undo' as const };

    it('believes that it is undone once every replica must show the object', async () => {
      expect(await execute({ ...undo, reads: [null], intendedAt })).to.include({
        outcome: 'already',
        writes: 0,
        waited: 64_000,
      });
      expect(await execute({ ...undo, reads: [null, null, own], intendedAt })).to.include({
        outcome: 'applied',
        writes: 1,
      });
      const never = await execute({ ...undo, reads: [null] });
      expect(never).to.include({ outcome: 'already', waited: 0 });
      expect(never.addresses).to.have.length(1);
    });

    it('deletes the object by the ID that reading shows', async () => {
      const { sent } = await execute({ ...undo, reads: [own], intendedAt });
      expect(sent[0]?.url).to.match(/\/federatedIdentityCredentials\/id-1$/);
    });
  });

  it('does not delete a record that other components are bound to', async () => {
    const undo = { step: createRecord, direction: 'undo' as const, reads: [sidesOf(createRecord).after, null] };
    expect(await execute({ ...undo, boundTo: ['A', 'B'] })).to.include({
      outcome: 'conflict',
      writes: 0,
      detail: 'other components are bound to the record: "A", "B"',
    });
    expect(await execute({ ...undo, boundTo: [] })).to.include({ outcome: 'applied', writes: 1 });
    expect(await execute(undo)).to.include({ outcome: 'applied', writes: 1 });
  });

  it('asks who is bound to an object only before it deletes a record', async () => {
    const boundTo = ['A'];
    expect(await execute({ step: record, direction: 'undo', reads: [newRow, oldRow], boundTo })).to.include({
      outcome: 'applied',
    });
    const credential = { step: createArm, direction: 'undo' as const, reads: [sidesOf(createArm).after] };
    expect(await execute({ ...credential, boundTo })).to.include({ outcome: 'applied' });
  });

  it('finds what a later step would create again', async () => {
    const undo = { step: remove, direction: 'undo' as const, reads: [sidesOf(remove).before] };
    expect(await execute({ ...undo, recreates: true })).to.include({ outcome: 'already' });
  });
});
