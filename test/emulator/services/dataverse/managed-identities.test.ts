import { expect } from 'chai';
import { dataverseService } from '../../../../src/emulator/services/dataverse/service.ts';
import { client, component, context, environment, identityClientId, managedIdentity, world } from '../../hand-made.ts';

const api = 'https://contoso-dev.crm4.dynamics.com/api/data/v9.2';
const set = `${api}/managedidentities`;
const { id } = managedIdentity();

function contoso(changes: Parameters<typeof environment>[0] = {}) {
  const shown = world({ environments: [environment(changes)] });
  return { kept: () => shown.environments[0]?.managedIdentities ?? [], send: client(dataverseService, context(shown)) };
}

describe('emulator/dataverse managedidentities', () => {
  it('creates with 204, OData-EntityId and the two wrong defaults', async () => {
    const { send, kept } = contoso();
    const answer = await send('POST', set, { managedidentityid: id, applicationid: identityClientId });
    expect([answer.status, answer.headers['odata-entityid']]).to.deep.equal([204, `${set}(${id})`]);
    const at = '2026-03-01T08:00:00.000Z';
    const defaults = { name: '', tenantId: null, credentialSource: 0, subjectScope: 0, version: null };
    expect(kept()).to.deep.equal([{ ...managedIdentity(), ...defaults, createdOn: at, modifiedOn: at, rowVersion: 2 }]);
    const again = await send('POST', set, { managedidentityid: id });
    expect([again.status, again.body.error?.code]).to.deep.equal([412, '0x80040237']);
  });

  it('gives the row back when that is preferred', async () => {
    const answer = await contoso().send('POST', set, { name: 'x' }, { prefer: 'return=representation' });
    expect([answer.status, answer.body.name]).to.deep.equal([201, 'x']);
  });

  it('changes with If-Match: *, and without it creates what is not there', async () => {
    const { send, kept } = contoso({ managedIdentities: [managedIdentity({ version: null })] });
    expect((await send('PATCH', `${set}(${id})`, { version: 2 }, { 'if-match': '*' })).status).to.equal(204);
    expect(kept()[0]?.version).to.equal(2);
    const other = `${set}(a0000000-0000-4000-8000-000000000002)`;
    expect((await send('PATCH', other, { name: 'y' }, { 'if-match': '*' })).status).to.equal(404);
    expect((await send('PATCH', other, { name: 'y' })).status).to.equal(204);
    expect(kept()).to.have.length(2);
  });

  it('refuses a stale etag with 412', async () => {
    const { send } = contoso({ managedIdentities: [managedIdentity()] });
    const { headers } = await send('GET', `${set}(${id})`);
    const etag = headers.etag ?? '';
    expect((await send('PATCH', `${set}(${id})`, { version: 1 }, { 'if-match': etag })).status).to.equal(204);
    const stale = await send('PATCH', `${set}(${id})`, { version: 2 }, { 'if-match': etag });
    expect([stale.status, stale.body.error?.code]).to.deep.equal([412, '0x80060882']);
  });

  it('knows no version column in an old environment: neither to select nor to set', async () => {
    const { send } = contoso({ hasVersionColumn: false, managedIdentities: [managedIdentity({ version: null })] });
    const selected = await send('GET', `${set}?$select=name,version`);
    expect([selected.status, selected.body.error?.code]).to.deep.equal([400, '0x80060888']);
    expect(selected.body.error?.message).to.equal(
      "Could not find a property named 'version' on type 'Microsoft.Dynamics.CRM.managedidentity'.",
    );
    const written = await send('PATCH', `${set}(${id})`, { version: 2 });
    expect([written.status, written.body.error?.code]).to.deep.equal([400, '0x80048d19']);
    const all = await send('GET', set);
    expect(all.body.value?.[0]).not.to.have.property('version');
  });

  it('refuses values that do not fit', async () => {
    const { send, kept } = contoso();
    const code = async (body: unknown) => {
      const answer = await send('POST', set, body);
      return [answer.status, answer.body.error?.code];
    };
    expect(await code({ applicationid: 'no guid' })).to.deep.equal([400, '0x80048d19']);
    expect(await code({ credentialsource: 9 })).to.deep.equal([400, '0x8004431b']);
    expect(await code({ name: 'n'.repeat(101) })).to.deep.equal([400, '0x80044331']);
    expect(await code({ versoin: 2 })).to.deep.equal([400, '0x80048d19']);
    expect(await code('{')).to.deep.equal([400, '0x80048d19']);
    expect(kept()).to.deep.equal([]);
  });

  it('removes the links of components when a record is deleted, as the relationship is published', async () => {
    const bound = component({ managedIdentityId: id });
    const { send } = contoso({ managedIdentities: [managedIdentity()], components: [bound] });
    expect((await send('DELETE', `${set}(${id})`)).status).to.equal(204);
    expect(bound.managedIdentityId).to.equal(null);
  });

  it('refuses to delete a used record where the world restricts it, and names the dependencies', async () => {
    const { send } = contoso({
      managedIdentities: [managedIdentity()],
      components: [component({ managedIdentityId: id })],
      managedIdentityDelete: 'restrict',
    });
    const used = await send('DELETE', `${set}(${id})`);
    expect([used.status, used.body.error?.code]).to.deep.equal([400, '0x8004f01f']);
    const asked = `${api}/RetrieveDependenciesForDelete(ObjectId=${id},ComponentType=10064)`;
    expect((await send('GET', asked)).body.value?.[0]?.dependentcomponentobjectid).to.equal(component().id);
    await send('DELETE', `${api}/pluginassemblies(${component().id})/managedidentityid/$ref`);
    expect((await send('GET', asked)).body.value).to.deep.equal([]);
    expect((await send('DELETE', `${set}(${id})`)).status).to.equal(204);
  });

  it('selects, filters, labels and pages', async () => {
    const many = Array.from({ length: 5 }, (_, i) =>
      managedIdentity({
        id: `a0000000-0000-4000-8000-00000000000${i}`,
        name: `identity ${i}`,
        credentialSource: i === 4 ? 0 : 2,
      }),
    );
    const { send } = contoso({ managedIdentities: many });
    const plugIn = await send('GET', `${set}?$select=name&$filter=credentialsource eq 2 and contains(name,'IDENTITY')`);
    expect(plugIn.body.value).to.have.length(4);
    expect(plugIn.body.value?.[0]).to.have.all.keys('@odata.etag', 'managedidentityid', 'name');
    const labelled = await send('GET', `${set}?$select=subjectscope&$top=1`, undefined, {
      prefer: 'odata.include-annotations="*"',
    });
    expect(labelled.body.value?.[0]?.['subjectscope@OData.Community.Display.V1.FormattedValue']).to.equal(
      'EnviornmentScope',
    );
    let next: string | undefined = `${set}?$select=name`;
    const names: string[] = [];
    while (next !== undefined) {
      const answer = await send('GET', next, undefined, { prefer: 'odata.maxpagesize=2' });
      for (const row of answer.body.value ?? []) names.push(row.name as string);
      next = answer.body['@odata.nextLink'];
    }
    expect(names).to.have.length(5);
    const top = await send('GET', `${set}?$top=3`, undefined, { prefer: 'odata.maxpagesize=5' });
    expect(top.body.value).to.have.length(3);
    expect(top.body).not.to.have.property('@odata.nextLink');
  });
});
