/**
 * MSAL for Node on the oldest Node that `ppmi` runs on and on one that takes its proxy from the environment by itself;
 * and its earlier versions, which speak plain HTTP inside the tunnel.
 */

import type { InteropTest } from '../interop-test.ts';
import { nodeOf, runNodeProgram } from '../node-program.ts';
import { npmPackages } from '../packages.ts';
import { succeed } from '../program.ts';

interface Msal {
  readonly name: string;
  readonly msal: string;
  readonly node: string;
  readonly ownProxy: boolean;
  /** The option that MSAL had before version 7. */
  readonly proxyUrl: boolean;
}

function msalForNode({ name, msal, node: version, ownProxy, proxyUrl }: Msal): InteropTest {
  return {
    name,
    about: `MSAL for Node ${msal} on Node ${version}: secret, certificate, federated assertion, refusals`,
    async run(session) {
      const packages = { '@azure/msal-node': msal, undici: '7.30.2' };
      const folder = await npmPackages(session.cache, `msal-node-${msal}`, packages);
      const node = await nodeOf(session.cache, version);
      const common = { node, folder, program: 'msal-node.mjs', ownProxy };
      const healthy = await session.startWithCertificate('healthy-v2-issued');
      const wrong = await session.start('tenant-big-endian');
      const calls = [
        ...(await runNodeProgram(session, { ...common, sandbox: healthy, more: { proxyUrl } })),
        ...(await runNodeProgram(session, { ...common, sandbox: wrong, more: { proxyUrl, wrongSubject: true } })),
      ];
      const running = (await succeed(node, ['--version'])).trim();
      return { version: `@azure/msal-node ${msal}, Node ${running}`, calls };
    },
  };
}

const node20 = { node: '20.20.2', ownProxy: false };

export const msalForNodes = [
  msalForNode({ name: 'msal-node-20', msal: '7.2.3', ...node20, proxyUrl: false }),
  msalForNode({ name: 'msal-node-24', msal: '7.2.3', node: '24.21.0', ownProxy: true, proxyUrl: false }),
  msalForNode({ name: 'msal-node-v3', msal: '3.8.10', ...node20, proxyUrl: true }),
  msalForNode({ name: 'msal-node-v2', msal: '2.16.3', ...node20, proxyUrl: true }),
];
