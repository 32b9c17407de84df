import { expect } from 'chai';
import { dataverseService } from '../../../../src/emulator/services/dataverse/service.ts';
import { client, context, environment, tenantId, world } from '../../hand-made.ts';

const host = 'https://contoso-dev.crm4.dynamics.com';
const api = `${host}/api/data/v9.2`;

function contoso(
  changes: Parameters<typeof environment>[0] = {},
  operator: Partial<ReturnType<typeof world>['operator']> = {},
) {
  const shown = world({ environments: [environment(changes)] });
  Object.assign(shown.operator, operator);
  return { shown, send: client(dataverseService, context(shown)) };
}

describe('emulator/dataverse', () => {
  it('answers for the hosts of its environments only, with and without .api', () => {
    const { shown } = contoso();
    expect(dataverseService.answers('contoso-dev.crm4.dynamics.com', shown)).to.equal(true);
    expect(dataverseService.answers('contoso-dev.api.crm4.dynamics.com', shown)).to.equal(true);
    expect(dataverseService.answers('other.crm4.dynamics.com', shown)).to.equal(false);
  });

  it('challenges with unquoted values and no body', async () => {
    const { shown } = contoso();
    const answer = await client(dataverseService, context(shown, { caller: null }))('GET', `${api}/WhoAmI`);
    expect([answer.status, answer.body]).to.deep.equal([401, undefined]);
    expect(answer.headers['www-authenticate']).to.equal(
      `Bearer authorization_uri=https://login.microsoftonline.com/${tenantId}/oauth2/authorize, resource_id=${host}/`,
    );
  });

  it('says who and where, in all three versions and both forms of the parameter', async () => {
    const { send } = contoso({ id: `Default-${tenantId}`, type: 'Default' });
    for (const version of ['v9.0', 'v9.1', 'v9.2']) {
      const who = await send('GET', `${host}/api/data/${version}/WhoAmI`);
      expect(who.body.OrganizationId).to.equal('d0000000-0000-4000-8000-000000000001');
    }
    const call = `${api}/RetrieveCurrentOrganization`;
    for (const tail of [
      "(AccessType=@p1)?@p1=Microsoft.Dynamics.CRM.EndpointAccessType'Default'",
      "(AccessType='Default')",
      "(AccessType=Microsoft.Dynamics.CRM.EndpointAccessType'Default')",
    ]) {
      const { body } = await send('GET', call + tail);
      expect(body.Detail?.EnvironmentId, tail).to.equal(`Default-${tenantId}`);
      expect(body.Detail?.OrganizationType).to.equal('Default');
      expect(body.Detail?.TenantId).to.equal(tenantId);
    }
    expect((await send('GET', `${call}(AccessType='Nowhere')`)).status).to.equal(400);
    expect((await send('GET', `${call}(AccessType=@p1)`)).status).to.equal(400);
  });

  it('refuses who is no member with 0x80072560', async () => {
    const { send } = contoso({}, { dataverseMember: false });
    const answer = await send('GET', `${api}/WhoAmI`);
    expect([answer.status, answer.body.error?.code]).to.deep.equal([403, '0x80072560']);
    expect(answer.body.error?.message).to.match(/not a member of the organization/);
  });

  it('names the missing privilege with 0x80040220', async () => {
    const { send } = contoso({}, { missingPrivileges: ['prvReadManagedIdentity'] });
    const answer = await send('GET', `${api}/managedidentities`);
    expect([answer.status, answer.body.error?.code]).to.deep.equal([403, '0x80040220']);
    expect(answer.body.error?.message).to.include('is missing prvReadManagedIdentity privilege');
    expect((await send('GET', `${api}/pluginassemblies`)).status).to.equal(200);
  });

  it('lets application users in by their role, and no one who is none or disabled', async () => {
    const clientId = 'aaaaaaaa-0000-4000-8000-000000000001';
    const as = async (applicationUsers: ReturnType<typeof environment>['applicationUsers'], method: string) => {
      const shown = world({ environments: [environment({ applicationUsers })] });
      const send = client(dataverseService, context(shown, { caller: { clientId } }));
      return (await send(method, `${api}/managedidentities`, method === 'GET' ? undefined : {})).status;
    };
    const user = {
      id: 'bbbbbbbb-0000-4000-8000-000000000001',
      applicationId: clientId,
      roles: ['Basic User'],
      disabled: false,
    };
    expect(await as([], 'GET')).to.equal(403);
    expect(await as([{ ...user, disabled: true }], 'GET')).to.equal(403);
    expect(await as([{ ...user, roles: [] }], 'GET')).to.equal(403);
    expect(await as([user], 'GET')).to.equal(200);
    expect(await as([user], 'POST')).to.equal(403);
    expect(await as([{ ...user, roles: ['System Customizer'] }], 'POST')).to.equal(204);
  });

  it('says 404 for unknown sets, rows and environments of no world', async () => {
    const { send } = contoso();
    const set = await send('GET', `${api}/nothings`);
    expect([set.status, set.body.error?.code]).to.deep.equal([404, '0x8006088a']);
    const row = await send('GET', `${api}/managedidentities(11111111-1111-4111-8111-111111111111)`);
    expect([row.status, row.body.error?.code]).to.deep.equal([404, '0x80040217']);
    expect((await send('GET', `${host}/api/data/v8.2/WhoAmI`)).status).to.equal(404);
    expect((await send('GET', `${api}/managedidentities(abc)`)).status).to.equal(400);
  });

  it('limits with the documented codes and Retry-After, then goes on', async () => {
    const { send } = contoso({ serviceProtection: { remaining: 1, retryAfterSeconds: 9, limit: 'requests' } });
    const first = await send('GET', `${api}/WhoAmI`);
    expect([first.status, first.body.error?.code, first.headers['retry-after']]).to.deep.equal([
      429,
      '0x80072322',
      '9',
    ]);
    expect((await send('GET', `${api}/WhoAmI`)).status).to.equal(200);
  });

  it('adds error details by version and by preference', async () => {
    const { send } = contoso();
    const old = await send('GET', `${host}/api/data/v9.0/nothings`);
    expect(old.body.error?.innererror?.message).to.be.a('string');
    const asked = await send('GET', `${api}/nothings`, undefined, { prefer: 'odata.include-annotations="*"' });
    expect(asked.body.error).to.have.property('@Microsoft.PowerApps.CDS.HelpLink');
    const plain = await send('GET', `${api}/nothings`);
    expect(plain.body.error).to.have.all.keys('code', 'message');
  });

  it('answers the probe for the version column from metadata', async () => {
    const probe = `${api}/EntityDefinitions(LogicalName='managedidentity')/Attributes?$select=LogicalName&$filter=LogicalName eq 'version'`;
    expect((await contoso().send('GET', probe)).body.value?.map((row) => row.LogicalName)).to.deep.equal(['version']);
    expect((await contoso({ hasVersionColumn: false }).send('GET', probe)).body.value).to.deep.equal([]);
    const options = await contoso().send(
      'GET',
      `${api}/EntityDefinitions(LogicalName='managedidentity')/Attributes(LogicalName='subjectscope')/Microsoft.Dynamics.CRM.PicklistAttributeMetadata?$expand=OptionSet`,
    );
    expect(options.body.OptionSet?.Options?.map((item) => item.Label?.UserLocalizedLabel?.Label)).to.include(
      'EnviornmentScope',
    );
  });

  it('shows and changes the trace log setting, lists and deletes logs by time', async () => {
    const log = (id: string, createdOn: string) => ({
      id,
      createdOn,
      typeName: 'A.Plugin',
      messageBlock: '',
      exceptionDetails: 'x',
      correlationId: id,
      requestId: id,
    });
    const { send } = contoso({
      traceLogs: [
        log('11111111-1111-4111-8111-111111111111', '2026-02-28T00:00:00Z'),
        log('22222222-2222-4222-8222-222222222222', '2026-03-01T07:00:00Z'),
        log('33333333-3333-4333-8333-333333333333', '2026-03-01T07:30:00Z'),
      ],
    });
    const since = `${api}/plugintracelogs?$select=typename&$filter=createdon ge 2026-03-01T00:00:00Z&$orderby=createdon desc&$top=1`;
    const found = await send('GET', since);
    expect(found.body.value?.map((row) => row.plugintracelogid)).to.deep.equal([
      '33333333-3333-4333-8333-333333333333',
    ]);
    expect((await send('DELETE', `${api}/plugintracelogs(33333333-3333-4333-8333-333333333333)`)).status).to.equal(204);
    expect((await send('GET', since)).body.value?.[0]?.plugintracelogid).to.match(/^2/);
    const organization = `${api}/organizations(d0000000-0000-4000-8000-000000000001)`;
    expect((await send('PATCH', organization, { plugintracelogsetting: 2 })).status).to.equal(204);
    expect(
      (await send('GET', `${api}/organizations?$select=plugintracelogsetting`)).body.value?.[0]?.plugintracelogsetting,
    ).to.equal(2);
  });

  it('lists application users with their roles, and solutions with their components', async () => {
    const { send } = contoso({
      applicationUsers: [
        { id: 'bbbbbbbb-0000-4000-8000-000000000001', applicationId: tenantId, roles: ['Basic User'], disabled: false },
      ],
      solutions: [
        {
          id: '55555555-0000-4000-8000-000000000001',
          uniqueName: 'Contoso',
          friendlyName: 'Contoso',
          version: '1.0',
          isManaged: true,
          objectIds: ['c0000000-0000-4000-8000-000000000001'],
        },
      ],
    });
    const users = await send(
      'GET',
      `${api}/systemusers?$select=fullname&$filter=applicationid eq ${tenantId}&$expand=systemuserroles_association($select=name)`,
    );
    expect(users.body.value?.[0]?.systemuserroles_association).to.deep.equal([{ name: 'Basic User' }]);
    const visible = await send('GET', `${api}/solutions?$select=uniquename&$filter=isvisible eq true`);
    expect(visible.body.value?.[0]?.uniquename).to.equal('Contoso');
    const parts = await send(
      'GET',
      `${api}/solutioncomponents?$select=componenttype&$filter=_solutionid_value eq 55555555-0000-4000-8000-000000000001`,
    );
    expect(parts.body.value?.[0]?.componenttype).to.equal(91);
  });
});
