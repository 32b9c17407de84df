import { expect } from 'chai';
import { buildScenario, buildWorld } from '../../../../src/emulator/scenarios/index.ts';
import { type Client, exchangeForm, openClient, type Reply } from '../../client.ts';

const tenantId = buildWorld('fic-missing').operator.tenantId;
const endpoint = `https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`;

async function withWorld<T>(scenario: string, use: (client: Client) => Promise<T>): Promise<T> {
  const client = await openClient(buildWorld(scenario));
  try {
    return await use(client);
  } finally {
    await client.close();
  }
}

const codeOf = ({ body }: Reply) => (body.error_codes as number[] | undefined)?.[0];
const part = (token: unknown, index: number) =>
  JSON.parse(Buffer.from(String(token).split('.')[index] ?? '', 'base64url').toString());

/** The same assertion with other header or claims; its signature no longer fits. */
function forged(assertion: string, claims: object, header: object = {}): string {
  const [head, body, signature] = assertion.split('.');
  const encode = (text: string | undefined, changes: object) =>
    Buffer.from(
      JSON.stringify({ ...JSON.parse(Buffer.from(text ?? '', 'base64url').toString()), ...changes }),
    ).toString('base64url');
  return `${encode(head, header)}.${encode(body, claims)}.${signature}`;
}

describe('the token endpoint', () => {
  it('exchanges the assertion of the platform for a token of the resource', () =>
    withWorld('healthy-v1-self-signed', async (client) => {
      const reply = await client.post(endpoint, await exchangeForm(client));
      expect(reply.status).to.equal(200);
      expect(reply.body).to.include({ token_type: 'Bearer', expires_in: 3599 });
      const claims = part(reply.body.access_token, 1);
      expect(claims).to.include({ aud: 'https://vault.azure.net', tid: tenantId, appidacr: '2', idtyp: 'app' });
      expect(claims.exp - claims.iat).to.equal(3599);
    }));

  it('answers errors with the whole body, and 401 for invalid_client', () =>
    withWorld('tenant-big-endian', async (client) => {
      const correlation = '6b1f0c52-9a3d-4e17-8f60-2d7c4b9e1a35';
      const reply = await client.post(endpoint, await exchangeForm(client), { 'client-request-id': correlation });
      expect(reply.status).to.equal(401);
      const { body } = reply;
      expect(Object.keys(body)).to.deep.equal([
        'error',
        'error_description',
        'error_codes',
        'timestamp',
        'trace_id',
        'correlation_id',
        'error_uri',
      ]);
      expect(body.error).to.equal('invalid_client');
      expect(body.correlation_id).to.equal(correlation);
      expect(body.error_uri).to.equal('https://login.microsoftonline.com/error?code=700213');
      expect(body.error_description).to.match(
        new RegExp(
          `^AADSTS700213: No matching .* Trace ID: ${body.trace_id} Correlation ID: ${correlation} Timestamp: ${body.timestamp}$`,
        ),
      );
    }));

  const requests: [string, number, number, Record<string, string | null>][] = [
    ['no grant type', 900144, 400, { grant_type: null }],
    ['an unknown grant', 70003, 400, { grant_type: 'password' }],
    ['no client id', 900144, 400, { client_id: null }],
    ['an unknown client', 700016, 400, { client_id: '11111111-2222-3333-4444-555555555555' }],
    ['no proof', 7000216, 401, { client_assertion: null }],
    ['a wrong secret', 7000215, 401, { client_assertion: null, client_secret: 'guess' }],
    ['an assertion that is no JWT', 50027, 400, { client_assertion: 'a.b.c' }],
    ['no scope', 900144, 400, { scope: null }],
    ['a scope without /.default', 1002012, 400, { scope: 'https://vault.azure.net/read' }],
    ['two resources', 1002012, 400, { scope: 'https://vault.azure.net/.default https://graph.microsoft.com/.default' }],
    ['an unknown resource', 500011, 400, { scope: 'https://nothing.example/.default' }],
    ['the exchange audience as resource', 500011, 400, { scope: 'api://AzureADTokenExchange/.default' }],
  ];
  for (const [what, code, status, changes] of requests) {
    it(`refuses ${what} with ${code}`, () =>
      withWorld('healthy-v1-self-signed', async (client) => {
        const form = await exchangeForm(client);
        for (const [key, value] of Object.entries(changes)) {
          if (value === null) form.delete(key);
          else form.set(key, value);
        }
        const reply = await client.post(endpoint, form);
        expect(codeOf(reply), reply.text).to.equal(code);
        expect(reply.status).to.equal(status);
      }));
  }

  it('looks at the scope last: a credential that does not fit hides it', () =>
    withWorld('scope-unknown-resource+issuer-no-v2', async (client) => {
      const { body } = await client.post('https://emulator.ppmi.internal/run', {});
      expect(body.stack).to.contain('AADSTS700211');
    }));

  it('knows the tenant by its domain, and no tenant behind common', () =>
    withWorld('healthy-v1-self-signed', async (client) => {
      const form = await exchangeForm(client);
      const at = (tenant: string) => client.post(endpoint.replace(tenantId, tenant), form);
      expect((await at('contoso.example')).status).to.equal(200);
      expect(codeOf(await at('common'))).to.equal(50059);
      expect(codeOf(await at('11111111-2222-3333-4444-555555555555'))).to.equal(90002);
    }));

  it('does not know tenants of one cloud on the hosts of another', () =>
    withWorld('healthy-v1-self-signed', async (client) => {
      const form = await exchangeForm(client);
      expect(codeOf(await client.post(endpoint.replace('.com/', '.us/'), form))).to.equal(90002);
      expect((await client.post(endpoint.replace('microsoftonline.com', 'windows.net'), form)).status).to.equal(200);
    }));

  it('keeps the slash of a v1-style resource in the audience', () =>
    withWorld('healthy-v1-self-signed', async (client) => {
      const form = await exchangeForm(client, { scope: 'https://management.core.windows.net//.default' });
      const reply = await client.post(`${endpoint}/?client-request-id=1`, form);
      expect(part(reply.body.access_token, 1).aud).to.equal('https://management.core.windows.net/');
    }));

  it('gives the operator the Graph permissions of the world', () =>
    withWorld('healthy-v1-self-signed', async (client) => {
      const { operator } = client.emulator.world;
      const reply = await client.post(
        endpoint,
        new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: operator.clientId,
          client_secret: operator.clientSecret,
          scope: 'https://graph.microsoft.com/.default',
        }),
      );
      expect(part(reply.body.access_token, 1)).to.deep.include({ roles: ['Application.ReadWrite.All'], appidacr: '1' });
      const listed = await client.get('https://graph.microsoft.com/v1.0/applications', {
        authorization: `Bearer ${reply.body.access_token}`,
      });
      expect(listed.status).to.equal(200);
    }));
});

describe('a federated assertion', () => {
  it('is refused when anything in it was changed', () =>
    withWorld('healthy-v1-self-signed', async (client) => {
      const form = await exchangeForm(client);
      const assertion = form.get('client_assertion') ?? '';
      const send = (changed: string) => {
        form.set('client_assertion', changed);
        return client.post(endpoint, form);
      };
      expect(codeOf(await send(forged(assertion, { jti: 'other' })))).to.equal(50013);
      expect(codeOf(await send(forged(assertion, {}, { kid: 'nobody' })))).to.equal(7000272);
      expect(codeOf(await send(forged(assertion, { aud: 'api://azureadtokenexchange' })))).to.equal(700212);
    }));

  it('is refused when it comes from an issuer whose metadata cannot be read', () =>
    withWorld('healthy-v1-self-signed', async (client) => {
      const form = await exchangeForm(client);
      const issuer = 'https://token.actions.githubusercontent.com';
      const { applications } = client.emulator.world.tenants[0] ?? { applications: [] };
      for (const { federatedIdentityCredentials } of applications) {
        for (const credential of federatedIdentityCredentials) credential.issuer = issuer;
      }
      form.set('client_assertion', forged(form.get('client_assertion') ?? '', { iss: issuer }));
      expect(codeOf(await client.post(endpoint, form))).to.equal(501661);
    }));

  it('may not be an ordinary access token', () =>
    withWorld('healthy-v1-self-signed', async (client) => {
      const form = await exchangeForm(client);
      const { body } = await client.post(endpoint, form);
      form.set('client_assertion', String(body.access_token));
      expect(codeOf(await client.post(endpoint, form))).to.equal(700222);
    }));

  it('is refused outside of its time', () =>
    withWorld('healthy-v1-self-signed', async (client) => {
      const form = await exchangeForm(client);
      const late = forged(form.get('client_assertion') ?? '', { exp: 1_600_000_000, nbf: 1_599_999_000 });
      form.set('client_assertion', late);
      // The signature is looked at first, and no longer fits.
      expect(codeOf(await client.post(endpoint, form))).to.equal(50013);
    }));

  it('of a world whose clock has moved on has expired', async () => {
    const early = await openClient(buildWorld('healthy-v1-self-signed,now=2026-03-01T10:00:00Z'));
    const form = await exchangeForm(early);
    await early.close();
    await withWorld('healthy-v1-self-signed,now=2026-03-01T11:00:00Z', async (late) => {
      const reply = await late.post(endpoint, form);
      expect(codeOf(reply)).to.equal(700024);
      expect(reply.body.error_description).to.match(
        /Current time: 2026-03-01T11:00:0\d\.\d{7}Z, assertion valid from 2026-03-01T10:00/,
      );
    });
  });

  it('is compared with credentials that have spread only', () =>
    withWorld('fic-propagating', async (client) => {
      const form = await exchangeForm(client);
      expect(codeOf(await client.post(endpoint, form))).to.equal(70025);
      const { applicationId } = buildScenario('fic-propagating');
      const application = client.emulator.world.tenants[0]?.applications.find(({ appId }) => appId === applicationId);
      const [credential] = application?.federatedIdentityCredentials ?? [];
      if (credential !== undefined) credential.visibleFrom = credential.createdAt;
      expect((await client.post(endpoint, form)).status).to.equal(200);
    }));
});

describe('metadata', () => {
  const documents: [string, string][] = [
    ['public', 'login.microsoftonline.com'],
    ['gcc', 'login.microsoftonline.com'],
    ['gcchigh', 'login.microsoftonline.us'],
    ['dod', 'login.microsoftonline.us'],
    ['china', 'login.partner.microsoftonline.cn'],
    ['usnat', 'login.microsoftonline.eaglex.ic.gov'],
    ['ussec', 'login.microsoftonline.microsoft.scloud'],
  ];
  for (const [cloud, host] of documents) {
    it(`of a tenant in ${cloud} names its issuer, endpoints and keys`, () =>
      withWorld(`healthy-v1-self-signed,cloud=${cloud}`, async (client) => {
        const tenant = client.emulator.world.operator.tenantId;
        const { body } = await client.get(`https://${host}/${tenant}/v2.0/.well-known/openid-configuration`);
        expect(body.token_endpoint).to.equal(`https://${host}/${tenant}/oauth2/v2.0/token`);
        expect(body.issuer).to.equal(`https://${host}/${tenant}/v2.0`);
        const { body: keys } = await client.get(String(body.jwks_uri));
        expect(keys.keys).to.have.length(2);
        expect(JSON.stringify(keys)).not.to.match(/"(d|p|q|dp|dq|qi)":/);
      }));
  }

  it('of an unknown tenant is refused', () =>
    withWorld('fic-missing', async (client) => {
      const reply = await client.get(
        'https://login.microsoftonline.com/nobody.example/v2.0/.well-known/openid-configuration',
      );
      expect([reply.status, reply.body.error, codeOf(reply)]).to.deep.equal([400, 'invalid_tenant', 90002]);
    }));

  it('discovery lists the five groups, on any sign-in host', () =>
    withWorld('fic-missing', async (client) => {
      const ask = (host: string, about: string) =>
        client.get(
          `https://${host}/common/discovery/instance?api-version=1.1&authorization_endpoint=${encodeURIComponent(about)}`,
        );
      const reply = await ask('login.microsoftonline.com', 'https://login.microsoftonline.us/common/oauth2/authorize');
      expect(reply.body.metadata).to.have.length(5);
      expect((await ask('login.windows.net', 'https://login.windows.net/x/oauth2/authorize')).status).to.equal(200);
      const unknown = await ask('login.microsoftonline.com', 'https://login.my.example/x/oauth2/authorize');
      expect([unknown.status, unknown.body.error]).to.deep.equal([400, 'invalid_instance']);
    }));

  it('of a version 0 environment is on its own host', () =>
    withWorld('version-0-deprecated', async (client) => {
      const { body } = await client.post('https://emulator.ppmi.internal/assertion', {});
      const { iss } = part(body.assertion, 1);
      const { body: document } = await client.get(`${iss}/.well-known/openid-configuration`);
      expect(document.issuer).to.equal(iss);
      const { body: keys } = await client.get(String(document.jwks_uri));
      expect((keys.keys as { kid: string }[])[0]?.kid).to.equal(part(body.assertion, 0).kid);
    }));
});
