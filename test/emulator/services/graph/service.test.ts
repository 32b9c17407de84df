import { expect } from 'chai';
import { graphService } from '../../../../src/emulator/services/graph/service.ts';
import { application, client, context, identityClientId, tenant, tenantId, world } from '../../hand-made.ts';

const base = 'https://graph.microsoft.com/v1.0';

describe('emulator/graph', () => {
  const shown = world();
  const send = client(graphService, context(shown));

  it('answers for the Graph host of every cloud, with tokens of the own one only', async () => {
    expect(graphService.answers('graph.microsoft.us', shown)).to.equal(true);
    expect(graphService.answers('graph.windows.net', shown)).to.equal(false);
    expect((await send('GET', 'https://graph.microsoft.us/v1.0/applications')).status).to.equal(401);
  });

  it('challenges a request without a token', async () => {
    const answer = await client(graphService, context(shown, { caller: null }))('GET', `${base}/me`, undefined, {
      'client-request-id': 'mine',
    });
    expect(answer.status).to.equal(401);
    expect(answer.body.error?.code).to.equal('InvalidAuthenticationToken');
    expect(answer.body.error?.innerError?.['client-request-id']).to.equal('mine');
    expect(answer.headers['www-authenticate']).to.equal(
      'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"',
    );
  });

  it('refuses a version, a segment and an encoding it does not know', async () => {
    expect((await send('GET', 'https://graph.microsoft.com/v2.0/applications')).status).to.equal(400);
    expect((await send('GET', `${base}/nothing`)).body.error?.message).to.equal(
      "Resource not found for the segment 'nothing'.",
    );
    expect((await send('GET', `${base}/applications/%zz`)).status).to.equal(400);
  });

  it('finds an application by object id and client id, and says 404 for the one as the other', async () => {
    expect((await send('GET', `${base}/applications/${application().id}`)).body.appId).to.equal(identityClientId);
    expect((await send('GET', `${base}/applications(appId='${identityClientId}')`)).body.id).to.equal(application().id);
    expect((await send('GET', `${base}/applications/${identityClientId}`)).status).to.equal(404);
    const answer = await send('GET', `${base}/applications(appId='${tenantId}')?$select=id`);
    expect([answer.status, answer.body.error?.code]).to.deep.equal([404, 'Request_ResourceNotFound']);
  });

  it('evaluates filters, with quoted GUIDs only', async () => {
    const find = async (filter: string) =>
      send('GET', `${base}/applications?$select=appId&$filter=${encodeURIComponent(filter)}`);
    expect((await find(`appId eq '${identityClientId}'`)).body.value).to.deep.equal([{ appId: identityClientId }]);
    expect((await find(`appId eq '${tenantId}'`)).body.value).to.deep.equal([]);
    expect((await find("startswith(displayName,'PLUG')")).body.value).to.have.length(1);
    const bare = await find(`appId eq ${identityClientId}`);
    expect(bare.status).to.equal(400);
    expect(bare.body.error?.message).to.include("'Edm.String' and 'Edm.Guid'");
    expect((await find("color eq 'red'")).body.error?.message).to.equal(
      "Could not find a property named 'color' on type 'microsoft.graph.application'.",
    );
    expect((await find('appId eq')).status).to.equal(400);
  });

  it('pages by an absolute link that hides its offset', async () => {
    const many = Array.from({ length: 5 }, (_, i) => application({ id: `id-${i}`, appId: `app-${i}` }));
    const paged = client(graphService, context(world({ tenants: [tenant({ applications: many })] })));
    const seen: string[] = [];
    let next: string | undefined = `${base}/applications?$top=2&$count=true&$select=id`;
    let pages = 0;
    while (next !== undefined) {
      const answer = await paged('GET', next);
      expect(answer.body['@odata.count']).to.equal(5);
      for (const item of answer.body.value ?? []) seen.push(item.id as string);
      next = answer.body['@odata.nextLink'];
      pages += 1;
    }
    expect(pages).to.equal(3);
    expect(seen).to.deep.equal(['id-0', 'id-1', 'id-2', 'id-3', 'id-4']);
  });

  it('creates a service principal once, for an application that exists', async () => {
    const fresh = client(graphService, context(world({ tenants: [tenant({ servicePrincipals: [] })] })));
    const address = `${base}/servicePrincipals`;
    const created = await fresh('POST', address, { appId: identityClientId });
    expect([created.status, created.body.servicePrincipalType]).to.deep.equal([201, 'Application']);
    expect((await fresh('POST', address, { appId: identityClientId })).status).to.equal(409);
    expect((await fresh('POST', address, { appId: tenantId })).status).to.equal(400);
    const filter = encodeURIComponent(`servicePrincipalNames/any(c:c eq '${identityClientId}')`);
    expect((await fresh('GET', `${address}?$filter=${filter}`)).body.value).to.have.length(1);
    expect((await fresh('GET', `${address}(appId='${identityClientId}')`)).body.accountEnabled).to.equal(true);
  });

  it('throttles the next requests with Retry-After', async () => {
    const busy = world({ tenants: [tenant({ graphThrottle: { remaining: 1, retryAfterSeconds: 7 } })] });
    const again = client(graphService, context(busy));
    const first = await again('GET', `${base}/applications`);
    expect([first.status, first.headers['retry-after']]).to.deep.equal([429, '7']);
    expect((await again('GET', `${base}/applications`)).status).to.equal(200);
  });

  it('runs a JSON batch, each answer with its own status', async () => {
    const answer = await send('POST', `${base}/$batch`, {
      requests: [
        { id: '1', method: 'GET', url: '/applications?$select=id' },
        { id: '2', method: 'GET', url: `/applications(appId='${tenantId}')` },
      ],
    });
    expect(answer.status).to.equal(200);
    expect((answer.body.responses ?? []).map((item) => [item.id, item.status] as unknown)).to.deep.equal([
      ['1', 200],
      ['2', 404],
    ]);
  });

  it('names directory objects by id with their type', async () => {
    const answer = await send('POST', `${base}/directoryObjects/getByIds`, { ids: [application().id] });
    expect(answer.body.value?.[0]?.['@odata.type']).to.equal('#microsoft.graph.application');
  });
});
