import { expect } from 'chai';
import { startEmulator } from '../../src/emulator/emulator.ts';
import { buildScenario } from '../../src/emulator/scenarios/index.ts';
import { emulatedTarget } from '../../src/session/emulated-target.ts';
import type { Target } from '../../src/session/target.ts';
import { rejectedBy } from '../thrown.ts';

const byDefault = { environmentUrl: null, componentId: null };

describe('the emulator as a target', () => {
  let target: Target;
  const open = async (scenario: string) => {
    target = emulatedTarget(await startEmulator(buildScenario(scenario).world));
    return target;
  };
  afterEach(() => target.close());

  it('has its first environment and component as defaults', async () => {
    const { world, environmentUrl } = buildScenario('healthy-v2-issued');
    const { defaults, emulated } = await open('healthy-v2-issued');
    expect(emulated).to.equal(true);
    expect(defaults).to.deep.include({ environmentUrl, cloud: 'public', tenantId: world.environments[0]?.tenantId });
    expect(defaults.componentId).to.equal(world.environments[0]?.components[0]?.id);
  });

  it('runs the plug-in of a component', async () => {
    await open('healthy-v2-issued');
    expect(await target.runPlugin?.(byDefault)).to.deep.include({ ok: true });
  });

  it('returns the stack of a plug-in that fails', async () => {
    await open('fic-missing');
    const run = await target.runPlugin?.(byDefault);
    expect(run?.ok === false && run.stack).to.contain('AADSTS');
  });

  it('returns the presented assertion, or why there is none', async () => {
    await open('healthy-v2-issued');
    const presented = await target.presentedAssertion?.(byDefault);
    expect(presented?.assertion).to.match(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    const nowhere = { environmentUrl: null, componentId: '00000000-0000-0000-0000-000000000001' };
    const error = await rejectedBy(() => target.presentedAssertion?.(nowhere) ?? Promise.resolve());
    expect(error.id).to.equal('component-not-found');
  });
});
