import { expect } from 'chai';
import { startEmulator } from '../../src/emulator/emulator.ts';
import { buildWorld } from '../../src/emulator/scenarios/index.ts';
import type { TraceLog, World } from '../../src/emulator/world/model.ts';

async function logAtStart(world: World): Promise<readonly TraceLog[]> {
  const emulator = await startEmulator(world);
  await emulator.close();
  return emulator.world.environments[0]?.traceLogs ?? [];
}

describe('a run at start-up', () => {
  it('leaves the failure in the trace log', async () => {
    const [row, ...others] = await logAtStart(buildWorld('fic-missing'));
    expect(others).to.deep.equal([]);
    expect(row?.exceptionDetails).to.contain('AADSTS70025');
  });

  it('leaves nothing if the plug-in succeeds and only exceptions are traced', async () => {
    expect(await logAtStart(buildWorld('fic-missing,healthy'))).to.deep.equal([]);
  });

  it('leaves nothing if tracing is off', async () => {
    const world = buildWorld('fic-missing');
    for (const environment of world.environments) environment.plugInTraceLogSetting = 0;
    expect(await logAtStart(world)).to.deep.equal([]);
  });

  it('happens once, not again in an exported world', async () => {
    const world = buildWorld('fic-missing');
    await logAtStart(world);
    expect(await logAtStart(world)).to.have.length(1);
  });

  it('lists the class that the log names under its assembly', async () => {
    const world = buildWorld('binding-assembly-of-package');
    const [row] = await logAtStart(world);
    const assembly = world.environments[0]?.components.find(({ kind }) => kind === 'assembly');
    expect(row?.typeName).to.equal(`${assembly?.name}.AcquireToken`);
  });
});
