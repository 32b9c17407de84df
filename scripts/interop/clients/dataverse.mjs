// A Dataverse client, with MSAL's successor in Azure's identity for its tokens.
import assert from 'node:assert/strict';
import { ClientSecretCredential } from '@azure/identity';
import { DynamicsWebApi } from 'dynamics-web-api';
import { call, config } from './calls.mjs';

const credential = new ClientSecretCredential(config.tenantId, config.clientId, config.clientSecret);
const onTokenRefresh = async () => (await credential.getToken(`${config.environmentUrl}/.default`)).token;
const api = new DynamicsWebApi({
  serverUrl: config.environmentUrl,
  dataApi: { version: '9.2' },
  proxy: { url: process.env.HTTPS_PROXY },
  onTokenRefresh,
});

await call('WhoAmI', async () => {
  const { UserId, OrganizationId } = await api.callFunction('WhoAmI');
  assert.ok(UserId);
  return `organization ${OrganizationId}`;
});
await call('managed identities', async () => {
  const { value } = await api.retrieveMultiple({ collection: 'managedidentities' });
  assert.deepEqual(
    value.map(({ applicationid }) => applicationid),
    [config.applicationId],
  );
  return `${value.length}: ${value[0].name}`;
});
await call('plug-in assemblies with $select, page by page', async () => {
  const { value } = await api.retrieveMultiple({
    collection: 'pluginassemblies',
    select: ['name', '_managedidentityid_value'],
    maxPageSize: 1,
  });
  assert.ok(value[0]._managedidentityid_value);
  return value[0].name;
});
await call('record changed and changed back', async () => {
  const { value } = await api.retrieveMultiple({ collection: 'managedidentities' });
  const key = value[0].managedidentityid;
  const update = (name) => api.update({ collection: 'managedidentities', key, data: { name } });
  await update('interop-test');
  const { name } = await api.retrieve({ collection: 'managedidentities', key, select: ['name'] });
  assert.equal(name, 'interop-test');
  await update(value[0].name);
  return `${value[0].name}, then ${name}, then back`;
});
await call('a missing record', async () => {
  const key = '00000000-1111-2222-3333-444444444444';
  const error = await api.retrieve({ collection: 'managedidentities', key }).then(
    () => null,
    (reason) => reason,
  );
  assert.equal(error?.status, 404);
  return `${error.code}: ${error.message}`;
});
