import { expect } from 'chai';
import { readResourceId } from '../../src/sources/arm-access.ts';
import type { ServiceClient } from '../../src/sources/client.ts';

describe('the ID of a resource by its name', () => {
  it('L8: is asked for without what would end the text in the query', async () => {
    const asked: unknown[] = [];
    const ask = (_url: string, body: unknown) => {
      asked.push(body);
      return Promise.resolve({ data: [{ id: '/subscriptions/a/vault' }] });
    };
    const client = { wanting: () => ({ ask }) } as unknown as ServiceClient;
    const id = await readResourceId(client, 'https://management.azure.com', ['vaults'], "x\\' or 1 == 1");
    expect(id).to.equal('/subscriptions/a/vault');
    expect(asked).to.deep.equal([
      { query: "resources | where type =~ 'vaults' and name =~ 'x or 1 == 1' | project id" },
    ]);
  });
});
