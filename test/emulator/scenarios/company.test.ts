import { expect } from 'chai';
import { buildScenario, listScenarios } from '../../../src/emulator/scenarios/index.ts';
import { type Client, openClient } from '../client.ts';

interface State {
  environmentId: string;
  componentId: string;
  name: string;
  works: boolean;
  code: number | null;
}

async function states(scenario: string): Promise<{ all: State[]; faulty: State | undefined }> {
  const { world, componentId, environmentId } = buildScenario(scenario);
  const client = await openClient(world);
  const { body } = await client.get('https://emulator.ppmi.internal/works');
  await client.close();
  const all = body.components as State[];
  return { all, faulty: all.find((one) => one.componentId === componentId && one.environmentId === environmentId) };
}

const others = ['Contoso.Shipping.Plugins', 'Contoso.Archive.Plugins'];
const own = (name: string) => others.some((other) => name.endsWith(other));

describe('a company around a fault', () => {
  it('works as a whole in the baseline, for every kind of identity and component', async () => {
    for (const base of ['healthy-v1-self-signed', 'healthy-v2-issued,kind=uami', 'healthy-v2-package']) {
      const { all } = await states(`${base},company=1`);
      expect(all.length).to.be.greaterThan(4);
      expect(all.filter(({ works }) => !works)).to.deep.equal([]);
    }
  });

  it('keeps the workloads with identities of their own working beside every fault', async () => {
    for (const { id } of listScenarios()) {
      const { all, faulty } = await states(`${id},company=1`);
      const alone = await states(id);
      expect([id, faulty?.works]).to.deep.equal([id, alone.faulty?.works]);
      const broken = all.filter(({ name, works }) => own(name) && !works).map(({ name }) => `${id}: ${name}`);
      expect(broken).to.deep.equal([]);
    }
  });
});

describe('GET /works', () => {
  let client: Client;
  afterEach(() => client.close());

  it('leaves no trace: no log rows, no clock, the same IDs afterwards', async () => {
    client = await openClient(buildScenario('tenant-big-endian,company=1,consistency=eventual').world);
    const shown = async () => (await client.get('https://emulator.ppmi.internal/world')).text;
    const before = await shown();
    const { body } = await client.get('https://emulator.ppmi.internal/works');
    expect((body.components as State[]).some(({ code }) => code === 700213)).to.equal(true);
    expect(await shown()).to.equal(before);
  });
});
