import { expect } from 'chai';
import { dataverseService } from '../../../../src/emulator/services/dataverse/service.ts';
import type { ManagedIdentityRecord } from '../../../../src/emulator/world/model.ts';
import { client, component, context, environment, identityClientId, managedIdentity, world } from '../../hand-made.ts';

const api = 'https://contoso-dev.crm4.dynamics.com/api/data/v9.2';
const { id } = managedIdentity();
const row = `${api}/managedidentities(${id})`;
const assembly = `${api}/pluginassemblies(${component().id})`;

function contoso(changes: Partial<ManagedIdentityRecord> = {}) {
  const shown = environment({ managedIdentities: [managedIdentity(changes)], components: [component()] });
  return { shown, send: client(dataverseService, context(world({ environments: [shown] }))) };
}

describe('emulator/dataverse optimistic concurrency', () => {
  it('moves the etag with every write, equal values included, and never back', async () => {
    const { send } = contoso();
    const etags: string[] = [];
    for (const name of ['a', 'b', 'a', 'a']) {
      await send('PATCH', row, { name });
      etags.push((await send('GET', row)).headers.etag ?? '');
    }
    const numbers = etags.map((etag) => Number(/^W\/"(\d+)"$/.exec(etag)?.[1]));
    expect(numbers).to.deep.equal([...new Set(numbers)].sort((a, b) => a - b));
  });

  it('gives the same etag in a list, for one row and for a binding', async () => {
    const { send } = contoso();
    const list = await send('GET', `${api}/pluginassemblies?$select=name`);
    const etag = list.body.value?.[0]?.['@odata.etag'];
    expect((await send('GET', assembly)).headers.etag).to.equal(etag);
    await send('PUT', `${assembly}/managedidentityid/$ref`, { '@odata.id': row });
    const stale = await send('PATCH', assembly, { 'managedidentityid@odata.bind': null }, { 'if-match': String(etag) });
    expect([stale.status, stale.body.error?.code]).to.deep.equal([412, '0x80060882']);
  });

  it('refuses a DELETE with a stale etag and leaves the row', async () => {
    const { send, shown } = contoso();
    expect((await send('DELETE', row, undefined, { 'if-match': 'W/"1"' })).status).to.equal(412);
    expect(shown.managedIdentities).to.have.length(1);
    const { etag = '' } = (await send('GET', row)).headers;
    expect((await send('DELETE', row, undefined, { 'if-match': etag })).status).to.equal(204);
  });

  it('notices a change that was made to the world directly', async () => {
    const { send, shown } = contoso();
    const { etag = '' } = (await send('GET', row)).headers;
    Object.assign(shown.managedIdentities[0] ?? {}, { name: 'changed behind the API' });
    expect((await send('PATCH', row, { version: 1 }, { 'if-match': etag })).status).to.equal(412);
  });

  it('answers 304 for a known version, and 412 for an upsert that may only create', async () => {
    const { send } = contoso();
    const { etag = '' } = (await send('GET', row)).headers;
    expect((await send('GET', row, undefined, { 'if-none-match': etag })).status).to.equal(304);
    expect((await send('GET', row, undefined, { 'if-none-match': 'null' })).status).to.equal(200);
    const present = await send('PATCH', row, { name: 'x' }, { 'if-none-match': '*' });
    expect([present.status, present.body.error?.code]).to.deep.equal([412, '0x80040237']);
  });

  it('changes single properties with PUT and DELETE', async () => {
    const { send, shown } = contoso();
    expect((await send('PUT', `${row}/name`, { value: 'by put' })).status).to.equal(204);
    expect((await send('DELETE', `${row}/tenantid`)).status).to.equal(204);
    expect(shown.managedIdentities[0]).to.include({ name: 'by put', tenantId: null });
    expect((await send('DELETE', `${row}/credentialsource`)).status).to.equal(400);
    expect((await send('PUT', `${row}/name`, { value: 'x' }, { 'if-match': 'W/"1"' })).status).to.equal(412);
  });

  it('validates required columns and states, and ignores read-only ones', async () => {
    const { send, shown } = contoso();
    expect((await send('PATCH', row, { credentialsource: null })).status).to.equal(400);
    expect((await send('PATCH', row, { statecode: 0, statuscode: 2 })).status).to.equal(400);
    expect((await send('PATCH', row, { statecode: 1, statuscode: 2 })).status).to.equal(204);
    expect((await send('PATCH', row, { objectid: id, createdon: '2020-01-01' })).status).to.equal(204);
    expect(shown.managedIdentities[0]?.stateCode).to.equal(1);
    expect((await send('GET', row)).body).to.include({ objectid: null, statuscode: 2 });
    expect((await send('PATCH', row, { name: 'x' }, { 'content-type': 'text/plain' })).status).to.equal(415);
  });
});

describe('emulator/dataverse customization', () => {
  it('refuses to change a managed record that is not customizable, and to set the managed property', async () => {
    const { send } = contoso({ isManaged: true, isCustomizable: false });
    const code = async (body: object) => (await send('PATCH', row, body)).body.error?.code;
    expect(await code({ version: 1 })).to.equal('0x8004f027');
    expect(await code({ iscustomizable: { Value: true } })).to.equal('0x8004f031');
    expect((await send('DELETE', row)).body.error?.code).to.equal('0x8004f027');
  });

  it('keeps a change to a managed record in an unmanaged layer', async () => {
    const { send } = contoso({ isManaged: true });
    const layers = async () => {
      const query = `$filter=msdyn_componentid eq '${id}' and msdyn_solutioncomponentname eq 'managedidentity'&$orderby=msdyn_order desc`;
      const { body } = await send('GET', `${api}/msdyn_componentlayers?${query}`);
      return body.value?.map(({ msdyn_solutionname: name }) => name);
    };
    expect(await layers()).to.deep.equal(['ManagedSolution']);
    expect((await send('PATCH', row, { version: 1 })).status).to.equal(204);
    expect(await layers()).to.deep.equal(['Active', 'ManagedSolution']);
  });

  it('filters over a lookup and expands the components of a record', async () => {
    const { send } = contoso();
    await send('PUT', `${assembly}/managedidentityid/$ref`, { '@odata.id': row });
    const filter = `$filter=managedidentityid/applicationid eq ${identityClientId}`;
    expect((await send('GET', `${api}/pluginassemblies?$select=name&${filter}`)).body.value).to.have.length(1);
    const expanded = await send('GET', `${row}?$select=name&$expand=managedidentity_PluginAssembly($select=name)`);
    expect(expanded.body.managedidentity_PluginAssembly).to.have.length(1);
    const annotated = await send('GET', `${assembly}?$select=_managedidentityid_value`, undefined, {
      prefer: 'odata.include-annotations="*"',
    });
    expect(annotated.body['_managedidentityid_value@Microsoft.Dynamics.CRM.lookuplogicalname']).to.equal(
      'managedidentity',
    );
  });
});

const changeSet = (second: string) =>
  [
    '--b',
    'Content-Type: multipart/mixed; boundary=c',
    '',
    ...['first', second].flatMap((value, index) => [
      '--c',
      'Content-Type: application/http',
      `Content-ID: ${index + 1}`,
      '',
      `PATCH ${row} HTTP/1.1`,
      'Content-Type: application/json',
      '',
      index === 0 ? '{"name":"changed"}' : value,
    ]),
    '--c--',
    '--b',
    'Content-Type: application/http',
    '',
    `GET managedidentities(${id})?$select=name HTTP/1.1`,
    '',
    '',
    '--b--',
  ].join('\r\n');

describe('emulator/dataverse $batch', () => {
  const post = async (text: string) => {
    const { send, shown } = contoso();
    const type = { 'content-type': 'multipart/mixed; boundary=b', prefer: 'odata.continue-on-error' };
    const answer = await send('POST', `${api}/$batch`, text, type);
    return { answer: String(answer.body), name: shown.managedIdentities[0]?.name };
  };

  it('applies a change set as a whole', async () => {
    const { answer, name } = await post(changeSet('{"version":1}'));
    expect(answer.match(/HTTP\/1\.1 204/g)).to.have.length(2);
    expect(answer).to.contain('HTTP/1.1 200 OK').and.contain('"name":"changed"');
    expect(name).to.equal('changed');
  });

  it('applies nothing of a change set that fails', async () => {
    const { answer, name } = await post(changeSet('{"credentialsource":9}'));
    expect(answer).to.contain('HTTP/1.1 400').and.contain('"name":"identity"');
    expect(name).to.equal('identity');
  });

  it('describes its tables in $metadata', async () => {
    const { send } = contoso();
    const { body } = await send('GET', `${api}/$metadata`);
    expect(String(body)).to.contain('<EntityType Name="managedidentity">').and.contain('Type="Edm.Int64"');
  });
});
