import { expect } from 'chai';
import { graphService } from '../../../../src/emulator/services/graph/service.ts';
import {
  application,
  audience,
  client,
  context,
  identityClientId,
  issuer,
  operatorObjectId,
  tenant,
  world,
} from '../../hand-made.ts';

const base = 'https://graph.microsoft.com/v1.0';
const list = `${base}/applications(appId='${identityClientId}')/federatedIdentityCredentials`;
const credential = (name: string, subject = `/eid1/c/pub/t/${name}`) => ({
  name,
  issuer,
  subject,
  audiences: [audience],
});

function contoso(changes: Parameters<typeof tenant>[0] = {}) {
  const shown = world({ tenants: [tenant(changes)] });
  return { shown, send: client(graphService, context(shown)) };
}

describe('emulator/graph federated identity credentials', () => {
  it('creates with 201 and finds by id, by name and by key, in either address form and any case', async () => {
    const { send } = contoso();
    const created = await send('POST', list, credential('ppmi-dev'));
    expect(created.status).to.equal(201);
    expect(created.body.description).to.equal(null);
    const id = created.body.id;
    for (const tail of [`/${id}`, '/ppmi-dev', "(name='ppmi-dev')", `('${id}')`]) {
      const found = await send('GET', `${base}/Applications/${application().id}/federatedidentitycredentials${tail}`);
      expect(found.status, tail).to.equal(200);
      expect(found.body.subject).to.equal('/eid1/c/pub/t/ppmi-dev');
    }
    const all = await send('GET', `${list}?$select=name,subject&$filter=name eq 'PPMI-dev'`);
    expect(all.body.value).to.deep.equal([{ name: 'ppmi-dev', subject: '/eid1/c/pub/t/ppmi-dev' }]);
  });

  it('keeps a wrong subject: only the exchange says so', async () => {
    const { send } = contoso();
    expect((await send('POST', list, credential('any', 'nonsense \u00a0'))).status).to.equal(201);
  });

  it('updates with 204 and keeps the name', async () => {
    const { send, shown } = contoso();
    await send('POST', list, credential('one'));
    expect((await send('PATCH', `${list}/one`, { subject: '/eid1/other' })).status).to.equal(204);
    expect(shown.tenants[0]?.applications[0]?.federatedIdentityCredentials[0]?.subject).to.equal('/eid1/other');
    const renamed = await send('PATCH', `${list}/one`, { name: 'two' });
    expect(renamed.status).to.equal(400);
    expect(renamed.body.error?.code).to.equal('Request_BadRequest');
  });

  it('upserts only with the Prefer header: 201 new, 204 known, 404 without it', async () => {
    const { send } = contoso();
    const { name: _, ...fields } = credential('upsert');
    const address = `${list}(name='upsert')`;
    const plain = await send('PATCH', address, fields);
    expect(plain.status).to.equal(404);
    expect(plain.body.error?.message).to.equal('FederatedIdentityCredential with name upsert not found.');
    const prefer = { prefer: 'create-if-missing' };
    const made = await send('PATCH', address, fields, prefer);
    expect([made.status, made.body.name]).to.deep.equal([201, 'upsert']);
    expect((await send('PATCH', address, { subject: 'x' }, prefer)).status).to.equal(204);
  });

  it('deletes with 204, then 404', async () => {
    const { send } = contoso();
    await send('POST', list, credential('gone'));
    expect((await send('DELETE', `${list}/gone`)).status).to.equal(204);
    expect((await send('DELETE', `${list}/gone`)).status).to.equal(404);
  });

  const refused: [string, Record<string, unknown>, number, RegExp][] = [
    ['no audience', { audiences: [] }, 400, /Exactly one audience/],
    ['two audiences', { audiences: [audience, 'api://x'] }, 400, /Exactly one audience/],
    ['a name with a blank', { name: 'a b c' }, 400, /URL-friendly/],
    ['a short name', { name: 'ab' }, 400, /3 to 120/],
    ['no subject', { subject: undefined }, 400, /'subject'/],
    ['a subject of 601 characters', { subject: 's'.repeat(601) }, 400, /600/],
    ['an issuer of 601 characters', { issuer: 'i'.repeat(601) }, 400, /600/],
    ['an unknown property', { version: 2 }, 400, /'version' does not exist/],
  ];
  for (const [what, change, status, message] of refused)
    it(`refuses ${what}`, async () => {
      const { send, shown } = contoso();
      const answer = await send('POST', list, { ...credential('name'), ...change });
      expect(answer.status).to.equal(status);
      expect(answer.body.error?.message).to.match(message);
      expect(answer.body.error?.innerError).to.have.keys('date', 'request-id', 'client-request-id');
      expect(shown.tenants[0]?.applications[0]?.federatedIdentityCredentials).to.have.length(0);
    });

  it('accepts 600 characters', async () => {
    const { send } = contoso();
    expect((await send('POST', list, credential('long', 's'.repeat(600)))).status).to.equal(201);
  });

  it('refuses the same name with 409 and the same issuer and subject with 400', async () => {
    const { send } = contoso();
    await send('POST', list, credential('one'));
    const name = await send('POST', list, credential('one', 'other'));
    expect([name.status, name.body.error?.code, name.body.error?.message]).to.deep.equal([
      409,
      'Request_MultipleObjectsWithSameKeyValue',
      'FederatedIdentityCredential with name one already exists.',
    ]);
    const pair = await send('POST', list, credential('two', '/eid1/c/pub/t/one'));
    expect(pair.status).to.equal(400);
    expect(pair.body.error?.message).to.include('must be unique for the application');
    expect((await send('POST', list, credential('two', '/eid1/c/pub/t/ONE'))).status).to.equal(201);
  });

  it('refuses the 21st credential', async () => {
    const { send } = contoso();
    for (let i = 1; i <= 20; i += 1) expect((await send('POST', list, credential(`name-${i}`))).status).to.equal(201);
    expect((await send('POST', list, credential('name-21'))).status).to.equal(403);
    expect((await send('PATCH', `${list}/name-20`, { subject: 'still possible' })).status).to.equal(204);
  });

  it('hides a new credential from the exchange for the propagation time, and from reads while it replicates', async () => {
    const { send, shown } = contoso({ propagationSeconds: 60, replicationSeconds: 5 });
    await send('POST', list, credential('fresh'));
    const kept = shown.tenants[0]?.applications[0]?.federatedIdentityCredentials[0];
    expect(kept?.visibleFrom).to.equal('2026-03-01T08:01:00.000Z');
    expect((await send('GET', `${list}/fresh`)).status).to.equal(404);
    const later = client(graphService, context(shown, { now: () => new Date('2026-03-01T08:00:06Z') }));
    expect((await later('GET', `${list}/fresh`)).status).to.equal(200);
  });

  it('shows a flexible credential with a null subject in v1.0 and its expression in beta', async () => {
    const { send } = contoso();
    const expression = { value: "claims['sub'] matches 'x*'", languageVersion: 1 };
    await send('POST', list, { name: 'flex', issuer, audiences: [audience], claimsMatchingExpression: expression });
    const stable = await send('GET', `${list}/flex`);
    expect(stable.body.subject).to.equal(null);
    expect(stable.body).not.to.have.property('claimsMatchingExpression');
    const beta = await send('GET', `${list.replace('v1.0', 'beta')}/flex`);
    expect(beta.body.claimsMatchingExpression).to.deep.equal(expression);
  });

  describe('permissions', () => {
    const as = (roles: string[], owners: string[] = []) => {
      const shown = world({ tenants: [tenant({ applications: [application({ owners })] })] });
      return client(graphService, context(shown, { caller: { roles } }));
    };

    it('answers 403 to everything without a permission', async () => {
      const answer = await as([])('GET', list);
      expect([answer.status, answer.body.error?.code]).to.deep.equal([403, 'Authorization_RequestDenied']);
    });

    it('lets Application.Read.All read and not write', async () => {
      const send = as(['Application.Read.All']);
      expect((await send('GET', list)).status).to.equal(200);
      expect((await send('POST', list, credential('one'))).status).to.equal(403);
    });

    it('lets Application.ReadWrite.OwnedBy write only to applications it owns', async () => {
      expect((await as(['Application.ReadWrite.OwnedBy'])('POST', list, credential('one'))).status).to.equal(403);
      const owner = as(['Application.ReadWrite.OwnedBy'], [operatorObjectId]);
      expect((await owner('POST', list, credential('one'))).status).to.equal(201);
    });
  });
});
