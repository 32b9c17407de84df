import { expect } from 'chai';
import type { ServiceClient } from '../../src/sources/client.ts';
import { createDataverse } from '../../src/sources/dataverse.ts';
import type { Json } from '../../src/sources/response.ts';
import { component } from '../facts.ts';

const url = 'https://contoso.crm4.dynamics.com';
const id = (digit: number) => `${digit}0000000-0000-4000-8000-000000000000`;

describe('Dataverse', () => {
  it('omits assemblies of Microsoft', async () => {
    const names = ['System.Memory', 'Microsoft.Xrm', 'SystemX.Own', 'Contoso.System.Plugins'];
    const rows: readonly Json[] = names.map((name, index) => ({ pluginassemblyid: id(index + 1), name }));
    const list: ServiceClient['list'] = async (asked) => (asked.includes('/pluginassemblies') ? rows : []);
    const components = await createDataverse({ list } as ServiceClient, url, 'public').components();
    expect(components.map(({ name }) => name)).to.deep.equal(['SystemX.Own', 'Contoso.System.Plugins']);
  });

  for (const [what, column, file, expected] of [
    ['the column', 'AQI=', null, [1, 2]],
    ['the file column where the other is empty', null, [3], [3]],
    ['neither', null, null, null],
  ] as const) {
    it(`reads the content of an assembly from ${what}`, async () => {
      const asked: string[] = [];
      const client = {
        get: async () => ({ content: column }),
        bytes: async (path: string) => {
          asked.push(path);
          return file === null ? null : Uint8Array.from(file);
        },
      } as unknown as ServiceClient;
      const content = await createDataverse(client, url, 'public').content({ ...component, id: id(1) });
      expect(content === null ? null : [...content]).to.deep.equal(expected);
      expect(asked.every((path) => path.endsWith('/content_binary/$value'))).to.equal(true);
      expect(asked.length).to.equal(column === null ? 1 : 0);
    });
  }
});
