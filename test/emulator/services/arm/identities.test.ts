import { expect } from 'chai';
import { armService } from '../../../../src/emulator/services/arm/service.ts';
import { audience, client, context, issuer, subscription, subscriptionId, tenant, world } from '../../hand-made.ts';

const arm = 'https://management.azure.com';
const identity = `${arm}/subscriptions/${subscriptionId}/resourceGroups/plugins/providers/Microsoft.ManagedIdentity/userAssignedIdentities/plug-in-identity`;
const version = '?api-version=2023-01-31';
const address = (name: string) => `${identity}/federatedIdentityCredentials/${name}${version}`;
const credential = (subject: string) => ({ properties: { issuer, subject, audiences: [audience] } });

function contoso(roles = ['Managed Identity Contributor'], propagationSeconds = 0) {
  const shown = world({ subscriptions: [subscription()], tenants: [tenant({ propagationSeconds })] });
  shown.operator.azureRoles = roles;
  return { shown, send: client(armService, context(shown)) };
}

describe('emulator/arm managed identities', () => {
  it('shows one and lists them, whatever the case of the path', async () => {
    const { send } = contoso(['Reader']);
    const one = await send('GET', identity.replace('resourceGroups', 'resourcegroups').toLowerCase() + version);
    expect([one.status, one.body.properties?.clientId]).to.deep.equal([200, '9a3c4f6e-0000-4000-8000-000000000020']);
    expect(one.body.id).to.include('/resourcegroups/plugins/');
    const all = await send(
      'GET',
      `${arm}//subscriptions/${subscriptionId}/providers/Microsoft.ManagedIdentity/userAssignedIdentities${version}`,
    );
    expect(all.body.value).to.have.length(1);
  });

  it('creates an identity with its service principal, and deletes both', async () => {
    const { send, shown } = contoso();
    const other = identity.replace('plug-in-identity', 'second') + version;
    const created = await send('PUT', other, { location: 'westeurope' });
    expect(created.status).to.equal(201);
    const principal = shown.tenants[0]?.servicePrincipals.at(-1);
    expect([principal?.id, principal?.servicePrincipalType]).to.deep.equal([
      created.body.properties?.principalId,
      'ManagedIdentity',
    ]);
    expect(principal?.alternativeNames[1]).to.match(/\/userAssignedIdentities\/second$/);
    expect((await send('PUT', other, { location: 'westeurope' })).status).to.equal(200);
    expect((await send('DELETE', other)).status).to.equal(200);
    expect((await send('DELETE', other)).status).to.equal(204);
    expect(shown.tenants[0]?.servicePrincipals).to.have.length(1);
  });

  describe('federated credentials', () => {
    it('creates with 201, replaces with 200, deletes with 200, then 204', async () => {
      const { send } = contoso();
      const created = await send('PUT', address('dev'), credential('/eid1/a'));
      expect([created.status, created.body.name, created.body.type]).to.deep.equal([
        201,
        'dev',
        'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials',
      ]);
      expect((await send('PUT', address('dev'), credential('/eid1/b'))).status).to.equal(200);
      expect((await send('GET', address('DEV'))).body.properties?.subject).to.equal('/eid1/b');
      expect((await send('DELETE', address('dev'))).status).to.equal(200);
      expect((await send('DELETE', address('dev'))).status).to.equal(204);
      expect((await send('GET', address('dev'))).status).to.equal(404);
    });

    const refused: [string, string, unknown, RegExp][] = [
      [
        'two audiences',
        'dev',
        { properties: { issuer, subject: 's', audiences: ['a', 'b'] } },
        /^Federated identity credentials must have exactly one audience\.$/,
      ],
      ['empty properties', 'dev', {}, /^Federated Identity Credential from HTTP body has empty properties$/],
      ['a bad name', 'a b', credential('s'), /^Federated Identity Credential name 'a b' is invalid\.$/],
      ['no subject', 'dev', { properties: { issuer, audiences: [audience] } }, /must specify 'issuer', 'subject'/],
    ];
    for (const [what, name, body, message] of refused)
      it(`refuses ${what} with the documented text`, async () => {
        const answer = await contoso().send('PUT', address(encodeURIComponent(name)), body);
        expect(answer.status).to.equal(400);
        expect(answer.body.error?.message).to.match(message);
      });

    it('refuses the same issuer and subject twice, and the 21st', async () => {
      const { shown, send } = contoso();
      await send('PUT', address('one'), credential('s'));
      const twin = await send('PUT', address('two'), credential('s'));
      expect([twin.status, twin.body.error?.message]).to.deep.equal([
        400,
        'Issuer and subject combination already exists for this Managed Identity.',
      ]);
      const kept = shown.subscriptions[0]?.identities[0]?.federatedIdentityCredentials ?? [];
      const [first] = kept;
      if (first) for (let i = 2; i <= 20; i += 1) kept.push({ ...first, name: `name-${i}`, subject: `s${i}` });
      expect((await send('PUT', address('name-21'), credential('s21'))).status).to.equal(400);
      expect((await send('PUT', address('name-20'), credential('new'))).status).to.equal(200);
    });

    it('refuses one of two writes at the same time with 409, and takes them one after the other', async () => {
      const { send } = contoso();
      const both = await Promise.all([
        send('PUT', address('one'), credential('1')),
        send('PUT', address('two'), credential('2')),
      ]);
      expect(both.map(({ status }) => status).sort()).to.deep.equal([201, 409]);
      expect(both.find(({ status }) => status === 409)?.body.error?.code).to.match(/^Concurrent/);
      expect((await send('PUT', address('two'), credential('2'))).status).to.equal(201);
    });

    it('spreads a new one after the propagation time', async () => {
      const { send, shown } = contoso(undefined, 30);
      await send('PUT', address('one'), credential('1'));
      expect(shown.subscriptions[0]?.identities[0]?.federatedIdentityCredentials[0]?.visibleFrom).to.equal(
        '2026-03-01T08:00:30.000Z',
      );
    });

    it('pages by nextLink, with $top', async () => {
      const { send } = contoso();
      for (const name of ['one', 'two', 'three']) await send('PUT', address(name), credential(name));
      const first = await send('GET', `${identity}/federatedIdentityCredentials${version}&$top=2`);
      expect(first.body.value).to.have.length(2);
      const second = await send('GET', first.body.nextLink ?? '');
      expect(second.body.value?.map((item) => item.name)).to.deep.equal(['three']);
      expect(second.body).not.to.have.property('nextLink');
    });

    it('lets an operator of identities read and not write', async () => {
      const { send } = contoso(['Managed Identity Operator']);
      expect((await send('GET', `${identity}/federatedIdentityCredentials${version}`)).status).to.equal(200);
      const answer = await send('PUT', address('dev'), credential('s'));
      expect([answer.status, answer.body.error?.code]).to.deep.equal([403, 'AuthorizationFailed']);
      expect(answer.body.error?.message).to.include('federatedIdentityCredentials/write');
    });

    it('says so when the identity is not there', async () => {
      const answer = await contoso().send('PUT', address('dev').replace('plug-in-identity', 'nobody'), credential('s'));
      expect([answer.status, answer.body.error?.message]).to.deep.equal([
        404,
        "The parent user-assigned identity doesn't exist.",
      ]);
    });
  });
});
