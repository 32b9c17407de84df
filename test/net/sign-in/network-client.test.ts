import { expect } from 'chai';
import type { Http } from '../../../src/net/request.ts';
import { createSignInNetwork } from '../../../src/net/sign-in/network-client.ts';
import { newRunRedactor } from '../../../src/session/run-redactor.ts';
import { cpuTime } from '../../cpu-time.ts';

const http: Http = { request: () => Promise.reject(new Error('not used')) } as unknown as Http;
const networks = (count: number) =>
  Array.from({ length: count }, () => createSignInNetwork(http, newRunRedactor(), 'https://login.microsoftonline.com'));

async function promises(): Promise<void> {
  for (let n = 0; n < 100_000; n += 1) await null;
}

describe('the network of a sign-in', () => {
  it('keeps the failures of concurrent acquisitions apart', async () => {
    const [network] = networks(1);
    if (network === undefined) return expect.fail();
    const troubles = [{}, {}] as { failure?: unknown }[];
    await network.watch(troubles[0] ?? {}, () =>
      Promise.all([
        network.client.sendGetRequestAsync('https://login.microsoftonline.com/a').catch(() => {}),
        network.watch(troubles[1] ?? {}, async () => {}),
      ]),
    );
    expect(troubles.map(({ failure }) => failure instanceof Error)).to.deep.equal([true, false]);
  });

  it('does not slow down everything else with each session, as in a fleet', async () => {
    const use = (count: number) => Promise.all(networks(count).map(({ watch }) => watch({}, async () => {})));
    await use(1);
    await promises();
    const before = await cpuTime(promises);
    await use(300);
    expect((await cpuTime(promises)) / Math.max(before, 8)).to.be.lessThan(8);
  });
});
