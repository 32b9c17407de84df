/** MSAL for Node on the oldest Node that `ppmi` runs on and on one that takes its proxy from the environment by itself. */
import { npmPackages } from '../fetched.ts';
import { nodeOf, runNodeProgram } from '../node-program.ts';
import { succeed } from '../program.ts';
import type { Witness } from '../witness.ts';

const packages = { '@azure/msal-node': '7.2.3', undici: '7.30.2' };

function msalOn(version: string, ownProxy: boolean): Witness {
  const [major] = version.split('.');
  return {
    name: `msal-node-${major}`,
    about: `MSAL for Node 7 on Node ${major}: secret, federated assertion, refusals`,
    async testify(session) {
      const folder = await npmPackages(session.cache, 'msal-node', packages);
      const common = { node: await nodeOf(session.cache, version), folder, program: 'msal-node.mjs', ownProxy };
      const healthy = await session.start('healthy-v2-issued');
      const wrong = await session.start('tenant-big-endian');
      const calls = [
        ...(await runNodeProgram(session, { ...common, ground: healthy })),
        ...(await runNodeProgram(session, { ...common, ground: wrong, more: { wrongSubject: true } })),
      ];
      const running = (await succeed(common.node, ['--version'])).trim();
      return { version: `@azure/msal-node ${packages['@azure/msal-node']}, Node ${running}`, calls };
    },
  };
}

export const msalNode20 = msalOn('20.20.2', false);
export const msalNode24 = msalOn('24.21.0', true);
