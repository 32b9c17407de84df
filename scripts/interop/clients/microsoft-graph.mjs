// The Graph client, with Azure's identity for its tokens.
import assert from 'node:assert/strict';
import { ClientAssertionCredential, ClientSecretCredential } from '@azure/identity';
import { Client } from '@microsoft/microsoft-graph-client';
import { TokenCredentialAuthenticationProvider } from '@microsoft/microsoft-graph-client/authProviders/azureTokenCredentials/index.js';
import { assertion, call, config } from './calls.mjs';

const { tenantId, applicationId, applicationObjectId } = config;
const credential = new ClientSecretCredential(tenantId, config.clientId, config.clientSecret);
const scopes = ['https://graph.microsoft.com/.default'];
const authProvider = new TokenCredentialAuthenticationProvider(credential, { scopes });
const graph = Client.initWithMiddleware({ authProvider });
const list = `/applications/${applicationObjectId}/federatedIdentityCredentials`;

const refused = async (work) => {
  const error = await work.then(
    () => null,
    (reason) => reason,
  );
  if (error === null) throw new Error('the call succeeded');
  return error;
};

await call('application by $filter and by key', async () => {
  const { value } = await graph
    .api('/applications')
    .filter(`appId eq '${applicationId}'`)
    .select(['id', 'appId'])
    .get();
  assert.deepEqual(
    value.map(({ id }) => id),
    [applicationObjectId],
  );
  const { id } = await graph.api(`/applications(appId='${applicationId}')`).get();
  assert.equal(id, applicationObjectId);
  return id;
});
await call('service principal by $filter', async () => {
  const { value } = await graph.api('/servicePrincipals').filter(`appId eq '${applicationId}'`).get();
  assert.equal(value[0].appId, applicationId);
  return value[0].displayName;
});
await call('federated credential created, changed, deleted', async () => {
  const credentialInput = {
    name: 'interop-test',
    issuer: 'https://issuer.example/',
    subject: 'one',
    audiences: ['api://AzureADTokenExchange'],
  };
  const { id } = await graph.api(list).post(credentialInput);
  await graph.api(`${list}/${id}`).patch({ subject: 'two' });
  assert.equal((await graph.api(`${list}/interop-test`).get()).subject, 'two');
  await graph.api(`${list}/${id}`).delete();
  assert.equal((await refused(graph.api(`${list}/${id}`).get())).statusCode, 404);
  return id;
});
await call('a second credential with the same issuer and subject is refused', async () => {
  const { value } = await graph.api(list).get();
  const [{ issuer, subject, audiences }] = value;
  const error = await refused(graph.api(list).post({ name: 'duplicate', issuer, subject, audiences }));
  assert.equal(error.statusCode, 400);
  return `${error.code}: ${error.message}`;
});
await call('a changed subject is AADSTS700213, the correct one is accepted again', async () => {
  const { value } = await graph.api(list).get();
  const [{ id, subject }] = value;
  const present = () =>
    new ClientAssertionCredential(tenantId, applicationId, assertion).getToken('https://vault.azure.net/.default');
  await graph.api(`${list}/${id}`).patch({ subject: `${subject}x` });
  const error = await refused(present());
  assert.match(error.message, /AADSTS700213/);
  await graph.api(`${list}/${id}`).patch({ subject });
  assert.ok((await present()).token);
  return error.message;
});
await call('a missing application', async () => {
  const error = await refused(graph.api('/applications/00000000-1111-2222-3333-444444444444').get());
  assert.equal(error.statusCode, 404);
  assert.equal(error.code, 'Request_ResourceNotFound');
  return error.message;
});
