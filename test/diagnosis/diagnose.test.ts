import { expect } from 'chai';
import { type AnyCheck, notApplicable } from '../../src/diagnosis/check.ts';
import { diagnose } from '../../src/diagnosis/diagnose.ts';
import type { Reading, Unread } from '../../src/domain/diagnosis.ts';
import { PpmiError } from '../../src/domain/errors.ts';
import type { Facts } from '../../src/domain/facts.ts';
import { unknownFinding } from '../findings.ts';

const unread: Unread = { fact: 'applications', error: new PpmiError('refused', { permission: 'P', detail: '403' }) };
const read = (async (name: keyof Facts): Promise<Reading<unknown>> =>
  name === 'applications' ? { ok: false, unread } : { ok: true, value: name }) as <N extends keyof Facts>(
  name: N,
) => Promise<Reading<Facts[N]>>;

const check = (id: string, more: Partial<AnyCheck>): AnyCheck => ({
  id,
  title: id,
  needs: ['now'],
  emits: ['fic-missing'],
  run: () => [],
  ...more,
});
const stateOf = async (one: AnyCheck) => (await diagnose([one], read)).verdicts[0];

describe('diagnose', () => {
  it('never counts a check as passed whose fact could not be read', async () => {
    expect(await stateOf(check('a', { needs: ['now', 'applications'] }))).to.deep.include({
      state: 'blocked',
      blockedBy: unread,
    });
  });

  it('passes a check the facts that it needs', async () => {
    const given: unknown[] = [];
    await stateOf(
      check('a', {
        needs: ['now', 'records'],
        run: (facts) => {
          given.push(facts);
          return [];
        },
      }),
    );
    expect(given).to.deep.equal([{ now: 'now', records: 'records' }]);
  });

  it('distinguishes passed, failed and not applicable', async () => {
    expect((await stateOf(check('a', {})))?.state).to.equal('passed');
    expect((await stateOf(check('a', { run: () => [unknownFinding('fic-missing')] })))?.state).to.equal('failed');
    expect((await stateOf(check('a', { run: () => notApplicable })))?.state).to.equal('not-applicable');
  });

  it('blocks with the reason when the expected value is not known', async () => {
    const verdict = await stateOf(check('a', { run: () => ({ inconclusive: 'a comma', fact: 'identity' }) }));
    expect(verdict?.state).to.equal('blocked');
    expect(verdict?.blockedBy).to.deep.equal({ reason: 'not-predictable', fact: 'identity', detail: 'a comma' });
  });

  it('passes an optional fact read or unread, and is not blocked by it', async () => {
    let given: unknown;
    const state = await stateOf(
      check('a', {
        uses: ['applications'],
        run: (_facts, { applications }) => {
          given = applications;
          return [];
        },
      }),
    );
    expect(state?.state).to.equal('passed');
    expect(given).to.deep.equal({ ok: false, unread });
  });

  it('keeps the verdicts of the other checks when one has a bug', async () => {
    const broken = check('broken', {
      run: () => {
        throw new TypeError('oh');
      },
    });
    const { verdicts } = await diagnose([broken, check('b', {})], read);
    expect(verdicts.map(({ state }) => state)).to.deep.equal(['crashed', 'passed']);
    expect(verdicts[0]?.blockedBy).to.deep.include({ reason: 'bug', detail: 'oh' });
    const text = check('text', {
      run: () => {
        throw 'text'; // As a library may.
      },
    });
    expect((await stateOf(text))?.blockedBy).to.deep.include({ reason: 'bug', detail: 'text' });
  });
});
