import { expect } from 'chai';
import type { StepRequest } from '../../src/domain/plan.ts';
import type { ServiceClient } from '../../src/sources/client.ts';
import { createObjects, type ObjectAddress } from '../../src/sources/objects.ts';
import type { Json } from '../../src/sources/response.ts';
import { rejectedBy } from '../thrown.ts';

const webApi = 'https://contoso.crm4.dynamics.com/api/data/v9.2';
const recordId = 'e68152c3-4802-4c4c-84df-bf6d8abddde4';
const component = `${webApi}/pluginassemblies(a5957c44-e2ba-4262-85a9-64a83c2e1a59)`;
const collection = 'https://graph.microsoft.com/v1.0/applications/x/federatedIdentityCredentials';

/** Services that answer each URL with one object, or each collection with a list. */
function objectsOn(answers: Readonly<Record<string, Json | null>>, rows: readonly Json[] = []) {
  const sent: (readonly [StepRequest, Readonly<Record<string, string>> | undefined])[] = [];
  const client: Pick<ServiceClient, 'get' | 'list' | 'write'> = {
    get: async (url) => answers[url] ?? null,
    list: async () => rows,
    write: async (request, headers) => {
      sent.push([request, headers]);
      return { kind: 'written', status: 204, id: null, etag: null };
    },
  };
  const service = client as ServiceClient;
  return { sent, ...createObjects({ dataverse: service, graph: service, arm: service }) };
}

describe('the objects that a repair changes', () => {
  for (const [what, request, etag, headers] of [
    [
      'an update never creates a row',
      { method: 'PATCH', url: `${webApi}/managedidentities(1)` },
      null,
      { 'If-Match': '*' },
    ],
    ['an update of what was read', { method: 'PATCH', url: component }, 'W/"1"', { 'If-Match': 'W/"1"' }],
    ['a deletion of what was read', { method: 'DELETE', url: component }, 'W/"1"', { 'If-Match': 'W/"1"' }],
    ['a new row', { method: 'POST', url: `${webApi}/managedidentities` }, 'W/"1"', {}],
    [
      'a reference, which takes no condition',
      { method: 'DELETE', url: `${component}/managedidentityid/$ref` },
      'W/"1"',
      {},
    ],
  ] as const) {
    it(`${what}: ${JSON.stringify(headers)}`, async () => {
      const { sent, write } = objectsOn({});
      await write({ system: 'dataverse', body: {}, ...request }, etag);
      expect(sent.map(([, sentHeaders]) => sentHeaders)).to.deep.equal([headers]);
    });
  }

  it('take no condition in Graph and ARM', async () => {
    const { sent, write } = objectsOn({});
    for (const system of ['graph', 'arm'] as const)
      await write({ system, method: 'PATCH', url: collection, body: {} }, 'W/"1"');
    expect(sent.map(([, headers]) => headers)).to.deep.equal([{}, {}]);
  });

  it('are a credential by its ID, name, claims, or the name under which it was created again', async () => {
    const rows = [
      { id: 'one', name: 'first', issuer: 'i', subject: 's' },
      { id: 'two', name: 'second', issuer: 'i', subject: 't' },
    ];
    const { read } = objectsOn({}, rows);
    const at = async (more: Partial<Extract<ObjectAddress, { kind: 'graph-credential' }>>) =>
      (await read({ kind: 'graph-credential', collection, id: null, name: null, ...more })).id;
    expect(await at({ id: 'two' })).to.equal('two');
    expect(await at({ id: 'second' })).to.equal('two');
    expect(await at({ name: 'second' })).to.equal('two');
    expect(await at({ claims: { issuer: 'i', subject: 't' } })).to.equal('two');
    expect(await at({ claims: { issuer: 'j', subject: 't' } })).to.equal(null);
    expect(await at({ id: 'gone' })).to.equal(null);
    expect(await at({ id: 'gone', recreatedAs: 'second' })).to.equal('two');
    expect(await at({ id: 'one', recreatedAs: 'second' })).to.equal('one');
  });

  it('are rows with their etag', async () => {
    const url = `${webApi}/managedidentities(${recordId})`;
    const row = { managedidentityid: recordId, version: 1, '@odata.etag': 'W/"7"' };
    const { read } = objectsOn({ [url]: row });
    expect(await read({ kind: 'record', url })).to.deep.equal({ values: row, id: recordId, etag: 'W/"7"' });
    expect((await read({ kind: 'record', url: `${url}x` })).values).to.equal(null);
  });

  it('are a binding, and no answer where the component itself is gone', async () => {
    const row = { _managedidentityid_value: recordId, '@odata.etag': 'W/"7"' };
    const { read } = objectsOn({ [`${component}?$select=_managedidentityid_value`]: row });
    expect((await read({ kind: 'binding', url: component })).values).to.deep.equal({ managedidentityid: recordId });
    const gone = await rejectedBy(() => read({ kind: 'binding', url: `${component}x` }));
    expect(gone.id).to.equal('answer-malformed');
  });

  it('are what stands in the properties of ARM, and a service principal', async () => {
    const properties = { issuer: 'i' };
    const principal = 'https://graph.microsoft.com/v1.0/servicePrincipals';
    const { read } = objectsOn({
      arm: { id: '/a', properties },
      [`${principal}(appId='x')?$select=id,appId`]: { id: 'p', appId: 'x' },
    });
    expect(await read({ kind: 'arm-credential', url: 'arm', name: 'n' })).to.deep.include({
      values: properties,
      id: '/a',
    });
    expect((await read({ kind: 'arm-credential', url: 'gone', name: 'n' })).values).to.equal(null);
    const found = await read({ kind: 'service-principal', url: `${principal}(appId='x')`, applicationId: 'x' });
    expect(found.id).to.equal('p');
    expect((await read({ kind: 'service-principal', url: principal, applicationId: 'y' })).values).to.equal(null);
  });
});
