import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import { buildWorld, listScenarios } from '../../../src/emulator/scenarios/index.ts';
import { loadWorld } from '../../../src/emulator/world/load.ts';
import type { World } from '../../../src/emulator/world/model.ts';
import { worldFile } from '../../../src/emulator/world/world-file.ts';
import { openClient } from '../client.ts';

const text = (world: World) => JSON.stringify(worldFile(world));
const reloaded = (world: World) => JSON.parse(text(loadWorld(text(world))));

describe('GET /world and --world', () => {
  it('are inverse for every scenario, cloud, identity and size', () => {
    const scenario = fc.constantFrom(...listScenarios().map(({ id }) => id));
    const parameters = fc.record({
      cloud: fc.constantFrom('public', 'gcchigh', 'china'),
      components: fc.constantFrom(2, 5),
      applications: fc.constantFrom(1, 3),
      consistency: fc.constantFrom('strict', 'eventual'),
      company: fc.constantFrom('0', '1'),
      seed: fc.integer({ min: 1, max: 1000 }),
    });
    fc.assert(
      fc.property(scenario, parameters, (id, options) => {
        const asked = Object.entries(options).map(([key, value]) => `${key}=${value}`);
        const world = buildWorld([id, ...asked].join(','));
        expect(reloaded(world)).to.deep.equal(JSON.parse(text(world)));
      }),
      { numRuns: 40 },
    );
  });

  it('are inverse after reads, writes and runs', async () => {
    const client = await openClient(buildWorld('tenant-big-endian'));
    await client.post('https://emulator.ppmi.internal/run', {});
    const { text: shown } = await client.get('https://emulator.ppmi.internal/world');
    await client.close();
    expect(JSON.parse(text(loadWorld(shown)))).to.deep.equal(JSON.parse(shown));
  });

  it('take every world file of the fixtures', () => {
    const folder = new URL('../../fixtures/', import.meta.url);
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
      if (name.endsWith('.world.json')) loadWorld(readFileSync(new URL(name, folder), 'utf8'));
  });
});
