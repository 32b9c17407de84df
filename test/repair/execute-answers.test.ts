import { expect } from 'chai';
import { networkFault } from '../../src/domain/network-findings.ts';
import type { WriteOutcome } from '../../src/domain/write-outcome.ts';
import { findingOf } from '../../src/net/fault/finding.ts';
import {
  after,
  arm,
  before,
  execute,
  lost,
  newRow,
  oldRow,
  other,
  record,
  rejected,
  remove,
  removeGraph,
  sidesOf,
  update,
  written,
} from './execute-step.ts';

describe('a step whose request is lost or rejected', () => {
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
});
