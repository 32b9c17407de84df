import { expect } from 'chai';
import type { Json, ServiceClient } from '../../src/sources/client.ts';
import { createDataverse } from '../../src/sources/dataverse.ts';

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
});
