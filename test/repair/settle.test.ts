import { expect } from 'chai';
import { type Change, changeOf, reversed, type Values } from '../../src/repair/change.ts';
import { lags, pause, settle } from '../../src/repair/settle.ts';
import type { Objects } from '../../src/sources/objects.ts';
import { cases } from './steps.ts';

function changeNamed(name: string): Change {
  const found = cases.find((each) => each.name === name);
  return (found && changeOf(found.step)) ?? expect.fail(`no change ${name}`);
}

const update = changeNamed('update a credential in Graph');
const record = changeNamed('change a record');
const [old, written] = [update.before, update.after];
const other: Values = { subject: '/other' };

const start = Date.parse('2026-11-28T12:00:00Z');

function waitingClock(random = 0.5) {
  const slept: number[] = [];
  let at = start;
  return {
    slept,
    now: () => new Date(at),
    random: () => random,
    sleep: async (ms: number) => {
      slept.push(ms);
      at += ms;
    },
  };
}

/** A directory that shows these values, one read after another, and the last for ever. */
async function settled(
  shown: readonly (Values | null)[],
  believed: { readonly before?: boolean; readonly afterFrom?: number } = {},
  change = update,
) {
  let reads = 0;
  const read: Objects['read'] = async () => {
    const values = shown[Math.min(reads, shown.length - 1)] ?? null;
    reads += 1;
    return { values, id: null, etag: null };
  };
  const clock = waitingClock();
  const told: string[] = [];
  const { values } = await settle(change, {
    store: { read } as Objects,
    clock,
    progress: (text) => told.push(text),
    believed: {
      before: believed.before ?? true,
      afterFrom: believed.afterFrom === undefined ? null : new Date(start + believed.afterFrom),
    },
  });
  return { values, reads, slept: clock.slept, told: told.length };
}

describe('reading an object until its state is known', () => {
  it('believes Dataverse and ARM at once', async () => {
    expect(lags(record)).to.equal(false);
    expect(await settled([{ version: 9 }], {}, record)).to.deep.equal({
      values: { version: 9 },
      reads: 1,
      slept: [],
      told: 0,
    });
    expect(lags(changeNamed('create a credential in ARM'))).to.equal(false);
  });

  it('believes a directory that shows the old or the new values', async () => {
    expect(lags(update)).to.equal(true);
    expect((await settled([old])).reads).to.equal(1);
    expect((await settled([written])).reads).to.equal(1);
  });

  it('reads values that are neither three times in a row before they count', async () => {
    expect(await settled([other])).to.deep.equal({ values: other, reads: 3, slept: [1_000, 2_000], told: 2 });
    expect((await settled([other, other, { subject: '/third' }, other])).reads).to.equal(6);
    expect((await settled([other, other, written])).values).to.equal(written);
    expect((await settled([null])).values).to.equal(null);
  });

  it('reads again when the state after the change may be believed, and then as before', async () => {
    const deletion = reversed(changeNamed('create a credential in Graph'));
    expect((await settled([null], { afterFrom: 2_500 }, deletion)).slept).to.deep.equal([1_000, 1_500]);
    const changing = [1, 2, 3, 4].map((n) => ({ subject: `/${n}` }));
    expect((await settled([...changing, old], { afterFrom: -1 })).slept).to.deep.equal([1_000, 2_000, 5_000, 10_000]);
    expect((await settled([...changing, old], { afterFrom: 1_000 })).slept[1]).to.equal(2_000);
  });

  it('says that it reads again, and nothing where the first read is enough', async () => {
    expect((await settled([other, other, written])).told).to.equal(2);
    expect((await settled([written])).told).to.equal(0);
  });

  it('does not believe the old values where the service has contradicted them, for five minutes', async () => {
    expect((await settled([old, old, written], { before: false })).values).to.equal(written);
    const { values, slept } = await settled([old], { before: false });
    expect(values).to.equal(old);
    expect(slept.reduce((sum, ms) => sum + ms, 0)).to.equal(303_000);
  });

  it('does not believe the new values before every replica can show them', async () => {
    const { values, slept } = await settled([written], { afterFrom: 65_000 });
    expect(values).to.equal(written);
    expect(slept.reduce((sum, ms) => sum + ms, 0))
      .to.be.at.least(65_000)
      .and.below(70_000);
    expect((await settled([written], { afterFrom: 0 })).reads).to.equal(1);
    expect((await settled([written, old], { afterFrom: 65_000 })).values).to.equal(old);
    expect((await settled([written], { afterFrom: 200 })).slept, 'a second at least').to.deep.equal([1_000]);
  });
});

describe('the pause before the next attempt', () => {
  async function paused(tried: number, retryAfter: number | null, random = 0.5) {
    const clock = waitingClock(random);
    const said: string[] = [];
    await pause(tried, retryAfter, { clock, progress: (text) => said.push(text) });
    return { slept: clock.slept, said };
  }

  it('is what the service asks for', async () => {
    expect((await paused(1, 7)).slept).to.deep.equal([7_000]);
    expect((await paused(9, 7)).said).to.deep.equal(['The next attempt is in 7 seconds.']);
    expect((await paused(1, 1, 0.502)).said, 'rounded up').to.deep.equal(['The next attempt is in 2 seconds.']);
  });

  it('grows where the service asks for nothing', async () => {
    const lengths = [1, 2, 3, 9, 10, 99].map(async (tried) => (await paused(tried, null)).slept[0]);
    expect(await Promise.all(lengths)).to.deep.equal([1_000, 2_000, 5_000, 120_000, 120_000, 120_000]);
    expect((await paused(1, 0)).slept).to.deep.equal([1_000]);
  });

  it('varies by a quarter, so that many runs do not come back at once', async () => {
    expect((await paused(1, 8, 0)).slept).to.deep.equal([6_000]);
    expect((await paused(1, 8, 1)).slept).to.deep.equal([10_000]);
  });
});
