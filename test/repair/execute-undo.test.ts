import { expect } from 'chai';
import {
  after,
  arm,
  before,
  create,
  createArm,
  createRecord,
  execute,
  newRow,
  oldRow,
  other,
  record,
  remove,
  sidesOf,
  update,
} from './execute-step.ts';

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
