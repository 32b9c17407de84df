/** The clients that applications use: Azure's, Graph's and one for Dataverse, from npm. */

import type { InteropTest } from '../interop-test.ts';
import { nodeOf, runNodeProgram } from '../node-program.ts';
import { npmPackages } from '../packages.ts';

interface Clients {
  readonly name: string;
  readonly about: string;
  readonly program: string;
  readonly scenario: string;
}

const packages = {
  '@azure/arm-authorization': '9.0.0',
  '@azure/arm-msi': '2.2.0',
  '@azure/identity': '4.14.1',
  '@azure/keyvault-secrets': '4.12.0',
  '@microsoft/microsoft-graph-client': '3.0.7',
  'dynamics-web-api': '2.5.0',
  undici: '7.30.2',
};

function clientsFromNpm(
  { name, about, program, scenario }: Clients,
  shown: readonly (keyof typeof packages)[],
): InteropTest {
  return {
    name,
    about,
    async run(session) {
      const folder = await npmPackages(session.cache, 'npm-clients', packages);
      const node = await nodeOf(session.cache, '20.20.2');
      const sandbox = await session.start(scenario);
      const calls = await runNodeProgram(session, { node, folder, program, sandbox, ownProxy: false });
      return { version: shown.map((each) => `${each} ${packages[each]}`).join(', '), calls };
    },
  };
}

export const npmClients = [
  clientsFromNpm(
    {
      name: 'npm-azure',
      about: "Azure's clients for JavaScript: identity, managed identities, roles, secrets",
      program: 'azure.mjs',
      scenario: 'healthy-v2-issued,kind=uami',
    },
    ['@azure/identity', '@azure/arm-msi', '@azure/arm-authorization', '@azure/keyvault-secrets'],
  ),
  clientsFromNpm(
    {
      name: 'npm-graph',
      about: 'The Graph client for JavaScript',
      program: 'microsoft-graph.mjs',
      scenario: 'healthy-v2-issued',
    },
    ['@microsoft/microsoft-graph-client', '@azure/identity'],
  ),
  clientsFromNpm(
    {
      name: 'npm-dataverse',
      about: 'A Dataverse client for JavaScript',
      program: 'dataverse.mjs',
      scenario: 'healthy-v2-issued',
    },
    ['dynamics-web-api', '@azure/identity'],
  ),
];
