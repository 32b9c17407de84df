import { expect } from 'chai';
import { createHostLimiter } from '../../src/net/host-limiter.ts';

/** What has happened once everything that can run has run. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('gate', () => {
  it('limits the concurrent requests to a host, and admits the next when one ends', async () => {
    const gate = createHostLimiter(2);
    const inside: (() => void)[] = [];
    for (let i = 0; i < 5; i += 1) void gate.acquire('a.example').then((leave) => inside.push(leave));
    await settled();
    expect(inside).to.have.length(2);
    inside[0]?.();
    await settled();
    expect(inside).to.have.length(3);
    for (const leave of inside.slice(1)) leave();
    await settled();
    expect(inside).to.have.length(5);
  });

  it('counts each host separately', async () => {
    const gate = createHostLimiter(1);
    await gate.acquire('a.example');
    expect(await gate.acquire('b.example')).to.be.a('function');
  });

  it('pauses all callers, including those in the queue, and then admits as many as before', async () => {
    const gate = createHostLimiter(2);
    const first = await gate.acquire('a.example');
    const second = await gate.acquire('a.example');
    let entered = 0;
    for (let i = 0; i < 3; i += 1) void gate.acquire('a.example').then(() => (entered += 1));
    await settled();
    let wake = () => {};
    gate.pauseUntil('a.example', new Promise<void>((resolve) => (wake = resolve)));
    first();
    second();
    await settled();
    expect(entered).to.equal(0);
    wake();
    await settled();
    expect(entered).to.equal(2);
  });

  it('ends the pause when the caller is aborted', async () => {
    const gate = createHostLimiter(1);
    gate.pauseUntil('a.example', Promise.reject(new Error('called off')));
    expect(await gate.acquire('a.example')).to.be.a('function');
  });
});
