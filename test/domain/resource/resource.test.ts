import { expect } from 'chai';
import { parseResource } from '../../../src/domain/resource/resource.ts';

const vaultId = '/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/kv-x';

describe('a resource', () => {
  it('is a vault by its URL in any cloud, with the object in it', () => {
    const found = { kind: 'vault', name: 'kv-x', id: null, inside: null, permission: 'secrets get' };
    expect(parseResource('https://kv-x.vault.azure.net/')).to.deep.equal(found);
    expect(parseResource('https://kv-x.vault.usgovcloudapi.net')).to.deep.equal(found);
    const key = { ...found, inside: 'keys/sign-it', permission: 'keys get' };
    expect(parseResource('https://kv-x.vault.azure.net/keys/sign-it/0123?api-version=7.4')).to.deep.equal(key);
  });

  it('is a vault by its id, whatever the letter case', () => {
    const found = { kind: 'vault', name: 'kv-x', id: vaultId, inside: 'secrets/erp', permission: 'secrets get' };
    expect(parseResource(`${vaultId}/secrets/erp`)).to.deep.equal(found);
    expect(parseResource(vaultId.toLowerCase())).to.deep.include({ kind: 'vault', inside: null });
  });

  it('is Dataverse, whichever of its two hosts', () => {
    const found = { kind: 'dataverse', origin: 'https://contoso.crm4.dynamics.com' };
    expect(parseResource('https://contoso.crm4.dynamics.com/main.aspx')).to.deep.equal(found);
    expect(parseResource('https://contoso.api.crm4.dynamics.com/api/data/v9.2')).to.deep.equal(found);
  });

  it('is anything else of Azure by its id', () => {
    const id = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/x';
    expect(parseResource(id)).to.deep.equal({ kind: 'azure', id, address: null });
  });

  it('is storage or a similar service by its URL, with the object in it', () => {
    const address = (text: string) => {
      const found = parseResource(text);
      return found?.kind === 'azure' ? found.address : found;
    };
    const types = ['Microsoft.Storage/storageAccounts'];
    expect(address('https://contoso.blob.core.windows.net')).to.deep.equal({ name: 'contoso', types, inside: null });
    expect(address('https://contoso.dfs.core.windows.net/invoices/2026/1.pdf')).to.deep.equal({
      name: 'contoso',
      types,
      inside: 'blobServices/default/containers/invoices',
    });
    expect(address('https://contoso.queue.core.usgovcloudapi.net/jobs')).to.include({
      inside: 'queueServices/default/queues/jobs',
    });
    expect(address('https://contoso.servicebus.windows.net/orders')).to.deep.include({ name: 'contoso', inside: null });
    expect(address('https://contoso.azconfig.io')).to.deep.include({ name: 'contoso' });
  });

  it('is nothing else', () => {
    for (const text of [
      '',
      'kv-x',
      'http://kv-x.vault.azure.net',
      'https://vault.azure.net.example.com',
      'https://example.com',
      'https://a.b.azconfig.io',
      'https://azconfig.io',
      'https://contoso.blob.core.windows.net.example.com',
    ])
      expect(parseResource(text), text).to.equal(null);
  });
});
