import { expect } from 'chai';
import { dataverseService } from '../../../../src/emulator/services/dataverse/service.ts';
import type { PluginRun } from '../../../../src/emulator/services/service.ts';
import { client, component, context, environment, identityClientId, managedIdentity, world } from '../../hand-made.ts';

const api = 'https://contoso-dev.crm4.dynamics.com/api/data/v9.2';
const recordId = managedIdentity().id;
const assemblyId = component().id;
const packageId = 'c0000000-0000-4000-8000-000000000002';
const nupkg = Buffer.from('PK emulated package');

function contoso(run?: PluginRun) {
  const shown = world({
    environments: [
      environment({
        managedIdentities: [managedIdentity()],
        components: [
          component(),
          component({
            kind: 'package',
            id: packageId,
            name: 'Contoso.Package',
            uniqueName: 'contoso_package',
            content: nupkg.toString('base64'),
          }),
          component({ id: 'c0000000-0000-4000-8000-000000000003', name: 'Contoso.Unsigned', presents: null }),
        ],
      }),
    ],
  });
  const bound = (id: string) => shown.environments[0]?.components.find((item) => item.id === id)?.managedIdentityId;
  return { shown, bound, send: client(dataverseService, context(shown, run === undefined ? {} : { run })) };
}

describe('emulator/dataverse components', () => {
  it('gives the content of an assembly by its id only', async () => {
    const { send } = contoso();
    const list = await send('GET', `${api}/pluginassemblies?$select=name,content`);
    expect(list.body.value?.map((row) => row.content)).to.deep.equal([null, null]);
    const one = await send('GET', `${api}/pluginassemblies(${assemblyId})?$select=content`);
    expect(one.body.content).to.equal(component().content);
  });

  it('keeps assemblies and packages apart and finds by name', async () => {
    const { send } = contoso();
    const found = await send('GET', `${api}/pluginpackages?$select=uniquename&$filter=contains(name,'package')`);
    expect(found.body.value?.map((row) => row.pluginpackageid)).to.deep.equal([packageId]);
    const unbound = await send('GET', `${api}/pluginassemblies?$select=name&$filter=_managedidentityid_value ne null`);
    expect(unbound.body.value).to.deep.equal([]);
  });

  it('binds, shows the record and unbinds, in both ways', async () => {
    const { send, bound } = contoso();
    for (const [row, id] of [
      [`${api}/pluginassemblies(${assemblyId})`, assemblyId],
      [`${api}/pluginpackages(${packageId})`, packageId],
    ] as const) {
      const bind = { 'managedidentityid@odata.bind': `/managedidentities(${recordId})` };
      expect((await send('PATCH', row, bind, { 'if-match': '*' })).status).to.equal(204);
      expect(bound(id)).to.equal(recordId);
      const expanded = await send('GET', `${row}?$select=name&$expand=managedidentityid($select=applicationid)`);
      expect(expanded.body.managedidentityid?.applicationid).to.equal(identityClientId);
      expect((await send('GET', `${row}/managedidentityid`)).body.name).to.equal('identity');
      expect((await send('DELETE', `${row}/managedidentityid/$ref`)).status).to.equal(204);
      expect(bound(id)).to.equal(null);
      await send('PATCH', row, bind);
      expect((await send('PATCH', row, { 'managedidentityid@odata.bind': null })).status).to.equal(204);
      expect(bound(id)).to.equal(null);
    }
  });

  it('refuses to bind unsigned content, an unknown record and anything else in the body', async () => {
    const { send, bound } = contoso();
    const unsigned = 'c0000000-0000-4000-8000-000000000003';
    const bind = { 'managedidentityid@odata.bind': `/managedidentities(${recordId})` };
    const answer = await send('PATCH', `${api}/pluginassemblies(${unsigned})`, bind);
    expect(answer.status).to.equal(400);
    expect(answer.body.error?.message).to.equal(
      'Plugin assembly must be signed with valid certificate to associate to Managed Identity',
    );
    expect(bound(unsigned)).to.equal(null);
    const row = `${api}/pluginassemblies(${assemblyId})`;
    const unknown = { 'managedidentityid@odata.bind': '/managedidentities(a0000000-0000-4000-8000-00000000ffff)' };
    expect((await send('PATCH', row, unknown)).status).to.equal(404);
    expect((await send('PATCH', row, { content: 'AAAA' })).status).to.equal(400);
    expect((await send('PATCH', row, { 'managedidentityid@odata.bind': 'nonsense' })).status).to.equal(400);
  });

  it('needs the privileges of both ends to bind', async () => {
    const { shown, send } = contoso();
    shown.operator.missingPrivileges = ['prvAppendToManagedIdentity'];
    const bind = { 'managedidentityid@odata.bind': `/managedidentities(${recordId})` };
    expect((await send('PATCH', `${api}/pluginassemblies(${assemblyId})`, bind)).status).to.equal(403);
  });

  it('downloads a package whole, by range and in blocks', async () => {
    const { send } = contoso();
    const address = `${api}/pluginpackages(${packageId})/package/$value`;
    const whole = await send('GET', address);
    expect(Buffer.compare(whole.body as unknown as Buffer, nupkg)).to.equal(0);
    expect(whole.headers['x-ms-file-size']).to.equal(String(nupkg.length));
    expect(whole.headers['x-ms-file-name']).to.equal('contoso_package.1.0.0.0.nupkg');
    const part = await send('GET', address, undefined, { range: 'bytes=3-5' });
    expect([part.status, String(part.body), part.headers['content-range']]).to.deep.equal([
      206,
      'emu',
      `bytes 3-5/${nupkg.length}`,
    ]);
    expect((await send('GET', address, undefined, { range: 'bytes=999-' })).status).to.equal(416);
    expect((await send('GET', address.replace('/package/', '/fileid/'))).status).to.equal(204);

    const started = await send('POST', `${api}/InitializeFileBlocksDownload`, {
      Target: { pluginpackageid: packageId, '@odata.type': 'Microsoft.Dynamics.CRM.pluginpackage' },
      FileAttributeName: 'package',
    });
    expect(started.body.FileSizeInBytes).to.equal(nupkg.length);
    const blocks: Buffer[] = [];
    for (const Offset of [0, 8, 16]) {
      const { FileContinuationToken } = started.body;
      const block = await send('POST', `${api}/DownloadBlock`, { Offset, BlockLength: 8, FileContinuationToken });
      blocks.push(Buffer.from(block.body.Data ?? '', 'base64'));
    }
    expect(Buffer.concat(blocks).toString()).to.equal(nupkg.toString());
  });

  it('runs the plug-in and gives its claims', async () => {
    const answer = await contoso().send('POST', `${api}/ppmi_RunPlugin`, { ComponentId: assemblyId });
    expect([answer.status, JSON.parse(answer.body.Claims ?? '')]).to.deep.equal([200, { appid: identityClientId }]);
  });

  it("passes the platform's stack on with 400, bound to the component or not", async () => {
    const stack = 'AADSTS700213: No matching federated identity record found';
    const { send } = contoso({ ok: false, stack });
    const bound = await send('POST', `${api}/pluginassemblies(${assemblyId})/Microsoft.Dynamics.CRM.ppmi_RunPlugin`);
    expect([bound.status, bound.body.error?.code, bound.body.error?.message]).to.deep.equal([400, '0x80040265', stack]);
    expect((await send('POST', `${api}/ppmi_RunPlugin`, { ComponentId: assemblyId })).status).to.equal(400);
    expect((await send('POST', `${api}/ppmi_RunPlugin`, { ComponentId: recordId })).status).to.equal(404);
  });
});
