import { expect } from 'chai';
import type { ServiceClient } from '../../src/sources/client.ts';
import { readPlugInTypes, readTraceLogs } from '../../src/sources/dataverse-runs.ts';
import type { Json } from '../../src/sources/response.ts';

const api = 'https://contoso.crm4.dynamics.com/api/data/v9.2';
const since = new Date('2026-03-01T08:00:00Z');

/** A client that only lists, and what it was asked. */
function listing(rows: readonly Json[]): { client: ServiceClient; asked: URL[] } {
  const asked: URL[] = [];
  const list: ServiceClient['list'] = async (url) => {
    asked.push(new URL(url));
    return rows;
  };
  return { client: { list } as ServiceClient, asked };
}

async function askedFor(types: readonly string[]): Promise<URLSearchParams | undefined> {
  const { client, asked } = listing([]);
  await readTraceLogs(client, api, since, types);
  return asked[0]?.searchParams;
}

describe('trace logs', () => {
  it('are read in a limited number and without configuration, which can contain secrets', async () => {
    const query = await askedFor([]);
    expect(query?.get('$top')).to.equal('50');
    expect(query?.get('$orderby')).to.equal('createdon desc');
    expect(query?.get('$filter')).to.equal('createdon ge 2026-03-01T08:00:00.000Z');
    expect(query?.get('$select')?.split(',')).to.have.members([
      'plugintracelogid',
      'createdon',
      'typename',
      'exceptiondetails',
      'messageblock',
    ]);
  });

  it('are read for the classes of the component only, including nested ones and quotation marks', async () => {
    const filter = (await askedFor(['Contoso.Outer+Inner', "Contoso.O'Brien"]))?.get('$filter');
    expect(filter).to.contain(
      "(startswith(typename,'Contoso.Outer+Inner') or startswith(typename,'Contoso.O''Brien'))",
    );
  });

  it('are read for all classes if they are too many for a URL', async () => {
    const types = Array.from({ length: 11 }, (_, index) => `Contoso.C${index}`);
    expect((await askedFor(types))?.get('$filter')).to.not.contain('typename');
  });

  it('give the class without its assembly', async () => {
    const typename = 'Contoso.Pay, Contoso.Plugins, Version=1.0.0.0, Culture=neutral, PublicKeyToken=null';
    const { client } = listing([
      { plugintracelogid: '8E1A4C30-1F0D-4F0E-9D0B-2F4F6A1C7D21', createdon: '2026-03-01T09:00:00Z', typename },
    ]);
    expect(await readTraceLogs(client, api, since, [])).to.deep.equal([
      {
        id: '8e1a4c30-1f0d-4f0e-9d0b-2f4f6a1c7d21',
        createdOn: '2026-03-01T09:00:00Z',
        typeName: 'Contoso.Pay',
        exception: '',
        messages: '',
      },
    ]);
  });
});

describe('plug-in types', () => {
  it('are not read without an assembly', async () => {
    const { client, asked } = listing([{ typename: 'Contoso.Pay' }]);
    expect(await readPlugInTypes(client, api, [])).to.deep.equal([]);
    expect(asked).to.deep.equal([]);
    expect(await readPlugInTypes(client, api, ['id'])).to.deep.equal(['Contoso.Pay']);
  });
});
