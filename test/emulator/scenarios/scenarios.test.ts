import { expect } from 'chai';
import { buildScenario, buildWorld, listScenarios, ScenarioError } from '../../../src/emulator/scenarios/index.ts';
import { findScenario } from '../../../src/emulator/scenarios/list.ts';
import { openClient } from '../client.ts';

interface Run {
  ok: boolean;
  stack: string;
  claims: Record<string, unknown>;
}

async function run(scenario: string): Promise<Run> {
  const client = await openClient(buildWorld(scenario));
  try {
    const { body } = await client.post('https://emulator.ppmi.internal/run', {});
    return body as unknown as Run;
  } finally {
    await client.close();
  }
}

describe('every scenario', () => {
  for (const { id } of listScenarios()) {
    const { fails } = findScenario(id);
    const says = typeof fails === 'number' ? `AADSTS${fails}: ` : fails;

    it(`${id}: the plug-in ${says === null ? 'works' : `fails with ${says}`}`, async () => {
      const { ok, stack } = await run(id);
      expect(ok, stack).to.equal(says === null);
      if (says !== null) expect(stack).to.contain(says);
    });

    it(`${id}: the plug-in of the baseline works`, async () => {
      const { ok, stack } = await run(`${id},healthy`);
      expect(ok, stack).to.equal(true);
    });
  }
});

const error = (text: string): ScenarioError => {
  try {
    buildWorld(text);
  } catch (thrown) {
    if (thrown instanceof ScenarioError) return thrown;
  }
  throw new Error(`${text} was built`);
};

describe('building a world', () => {
  it('joins scenarios and takes parameters', () => {
    const built = buildScenario('tenant-big-endian+issuer-trailing-slash,cloud=gcchigh,kind=uami');
    expect(built.findings).to.deep.equal(['tenant-big-endian', 'issuer-trailing-slash']);
    expect(built.world.cloud).to.equal('gcchigh');
    const [identity] = built.world.subscriptions.flatMap(({ identities }) => identities);
    expect(identity?.clientId).to.equal(built.applicationId);
    expect(identity?.federatedIdentityCredentials[0]?.issuer).to.match(
      /^https:\/\/login\.microsoftonline\.us\/.*\/v2\.0\/$/,
    );
  });

  it('makes as many components as asked for', () => {
    expect(buildWorld('fic-missing,components=50').environments[0]?.components).to.have.length(50);
  });

  it('suggests the nearest name', () => {
    expect(error('fic-mising').suggestion).to.equal('fic-missing');
    expect(error('quite-another-thing').suggestion).to.equal(null);
  });

  it('refuses unknown parameters and values', () => {
    expect(error('fic-missing,cloud=mars').message).to.contain('mars');
    expect(error('fic-missing,colour=red').message).to.contain('colour');
    expect(error('fic-missing,components=many').message).to.contain('many');
  });

  it('refuses scenarios that need different worlds', () => {
    expect(error('hash-old-certificate+dn-swapped').message).to.contain('requires');
  });

  it('refuses parameters that take away what the fault is made of', () => {
    expect(error('service-principal-missing,kind=uami').message).to.contain('kind=app');
    expect(error('fic-on-other-app,components=1').message).to.contain('at least 2 components');
  });

  for (const cloud of ['gcc', 'gcchigh', 'dod', 'china', 'usnat', 'ussec']) {
    it(`is healthy in ${cloud}, for an application and for a managed identity`, async () => {
      for (const kind of ['app', 'uami']) {
        const { ok, stack } = await run(`healthy-v2-issued,cloud=${cloud},kind=${kind}`);
        expect(ok, stack).to.equal(true);
      }
    });
  }

  it('gives the same world every time', () => {
    const text = 'fic-limit,components=3';
    expect(buildWorld(text)).to.deep.equal(buildWorld(text));
  });
});
