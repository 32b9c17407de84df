import { expect } from 'chai';
import type { WriteOutcome } from '../../src/domain/write-outcome.ts';
import {
  after,
  arm,
  before,
  createArm,
  execute,
  lost,
  newRow,
  oldRow,
  other,
  record,
  remove,
  removeGraph,
  sidesOf,
  unbind,
  update,
} from './execute-step.ts';

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
