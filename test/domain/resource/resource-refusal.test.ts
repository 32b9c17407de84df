import { expect } from 'chai';
import { unwrap } from '../../../src/domain/entra-errors/decode/unwrap.ts';
import { readRefusal as readPlain } from '../../../src/domain/resource/resource-refusal.ts';

const readRefusal = (text: string) => readPlain(unwrap(text));

import { growth, mostGrowth } from '../../cpu-time.ts';

const client = '11111111-2222-4333-8444-555555555555';
const object = '99999999-8888-4777-8666-555555555555';
const vaultId =
  '/subscriptions/aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee/resourcegroups/rg-x/providers/microsoft.keyvault/vaults/kv-x';
const lines = [
  'Caller is not authorized to perform action on resource.',
  'If role assignments, deny assignments or role definitions were changed recently, please observe propagation time.',
  `Caller: name=Contoso/Invoices;appid=${client.toUpperCase()};oid=${object};iss=https://sts.windows.net/x/`,
  "Action: 'Microsoft.KeyVault/vaults/secrets/getSecret/action'",
  `Resource: '${vaultId}/secrets/erp-key'`,
  'Assignment: (not found)',
  'Vault: kv-x;location=westeurope',
];
const byRole = {
  kind: 'vault-role',
  resource: 'kv-x',
  resourceId: vaultId,
  inside: 'secrets/erp-key',
  permission: 'Microsoft.KeyVault/vaults/secrets/getSecret/action',
  clientId: client,
  objectId: object,
};

describe('a refusal by a resource', () => {
  it('is read from the text of the SDK', () => {
    expect(
      readRefusal(`Azure.RequestFailedException: ${lines.join('\r\n')}\r\n\r\nStatus: 403 (Forbidden)`),
    ).to.deep.equal(byRole);
  });

  it('is read from a body inside another body', () => {
    const body = JSON.stringify({ error: { code: 'Forbidden', message: lines.join('\r\n') } });
    expect(readRefusal(`answered 403: ${body}`)).to.deep.equal(byRole);
    expect(readRefusal(JSON.stringify({ error: { message: `answered 403: ${body}` } }))).to.deep.equal(byRole);
  });

  it('names the vault by its id where the rest is cut off', () => {
    expect(readRefusal(lines.slice(0, 5).join('\n'))?.resource).to.equal('kv-x');
  });

  it('knows access policies', () => {
    const text = `The user, group or application 'appid=${client};oid=${object};iss=https://sts.windows.net/x/' does not have secrets get permission on key vault 'kv-x;location=westeurope'. For help`;
    expect(readRefusal(text)).to.deep.equal({
      kind: 'vault-policy',
      resource: 'kv-x',
      resourceId: null,
      inside: null,
      permission: 'secrets get',
      clientId: client,
      objectId: object,
    });
  });

  it('knows Dataverse, by the address that was asked last', () => {
    const said = '403: {"error":{"code":"0x80072560","message":"The user is not a member of the organization."}}';
    const asked =
      'GET https://other.crm.dynamics.com/x answered 200; GET https://Contoso.api.crm4.dynamics.com/api answered ';
    expect(readRefusal(asked + said)).to.deep.include({
      kind: 'dataverse-user',
      resource: 'https://contoso.crm4.dynamics.com',
    });
    expect(readRefusal(said)).to.deep.include({ kind: 'dataverse-user', resource: null });
  });

  it('is not seen in other refusals', () => {
    expect(
      readRefusal('Client address is not authorized and caller is not a trusted service. ForbiddenByFirewall'),
    ).to.equal(null);
    expect(readRefusal('AADSTS700213: No matching federated identity record found')).to.equal(null);
    expect(readRefusal('')).to.equal(null);
  });

  it('is found in time proportional to the text', async () => {
    const text = (count: number) =>
      `Caller is not authorized to perform action on resource ${"Action: '/subscriptions/".repeat(count)}`;
    expect(await growth(10_000, (count) => readRefusal(text(count)))).to.be.below(mostGrowth);
  });
});
