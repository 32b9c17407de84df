// Azure's own clients: identity, managed identities, role assignments, secrets.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { AuthorizationManagementClient } from '@azure/arm-authorization';
import { ManagedServiceIdentityClient } from '@azure/arm-msi';
import { ClientAssertionCredential, ClientSecretCredential, WorkloadIdentityCredential } from '@azure/identity';
import { SecretClient } from '@azure/keyvault-secrets';
import { assertion, call, config } from './calls.mjs';

const { tenantId, subscriptionId, resourceGroup, identityName } = config;
const engineer = new ClientSecretCredential(tenantId, config.clientId, config.clientSecret);
const plugin = () => new ClientAssertionCredential(tenantId, config.applicationId, assertion);

async function all(pages) {
  const items = [];
  for await (const item of pages) items.push(item);
  return items;
}

await call('@azure/identity: client secret', async () => {
  const token = await engineer.getToken('https://management.azure.com/.default');
  assert.ok(token.expiresOnTimestamp > Date.now());
  return 'a token';
});
await call('@azure/identity: federated assertion by callback', async () => {
  assert.ok((await plugin().getToken('https://vault.azure.net/.default')).token);
  return 'a token';
});
await call('@azure/identity: workload identity, assertion in a file', async () => {
  const tokenFilePath = 'assertion.jwt';
  writeFileSync(tokenFilePath, await assertion());
  const credential = new WorkloadIdentityCredential({ tenantId, clientId: config.applicationId, tokenFilePath });
  assert.ok((await credential.getToken('https://vault.azure.net/.default')).token);
  return 'a token';
});

const identities = new ManagedServiceIdentityClient(engineer, subscriptionId);
const { federatedIdentityCredentials: credentials } = identities;

await call('@azure/arm-msi: user-assigned identities of the subscription and of the group', async () => {
  const [everywhere, here] = [
    await all(identities.userAssignedIdentities.listBySubscription()),
    await all(identities.userAssignedIdentities.listByResourceGroup(resourceGroup)),
  ];
  assert.deepEqual(
    everywhere.map(({ name }) => name),
    [identityName],
  );
  assert.deepEqual(
    here.map(({ clientId }) => clientId),
    [config.applicationId],
  );
  return `${identityName}, client id ${here[0].clientId}`;
});
await call('@azure/arm-msi: federated credential created, read, listed, deleted', async () => {
  const parameters = {
    issuer: 'https://issuer.example/',
    subject: 'interop-test',
    audiences: ['api://AzureADTokenExchange'],
  };
  const before = (await all(credentials.list(resourceGroup, identityName))).length;
  const created = await credentials.createOrUpdate(resourceGroup, identityName, 'interop-test', parameters);
  assert.equal(created.subject, 'interop-test');
  const read = await credentials.get(resourceGroup, identityName, 'interop-test');
  assert.deepEqual(read.audiences, parameters.audiences);
  assert.equal((await all(credentials.list(resourceGroup, identityName))).length, before + 1);
  await credentials.delete(resourceGroup, identityName, 'interop-test');
  assert.equal((await all(credentials.list(resourceGroup, identityName))).length, before);
  return `${before}, then ${before + 1}, then ${before}`;
});
await call('a changed subject is AADSTS700213, the correct one is accepted again', async () => {
  const [right] = await all(credentials.list(resourceGroup, identityName));
  const set = (subject) => credentials.createOrUpdate(resourceGroup, identityName, right.name, { ...right, subject });
  await set(`${right.subject} `);
  const error = await plugin()
    .getToken('https://vault.azure.net/.default')
    .catch((reason) => reason);
  assert.match(String(error.message), /AADSTS700213/);
  await set(right.subject);
  assert.ok((await plugin().getToken('https://vault.azure.net/.default')).token);
  return error.message;
});
await call('@azure/arm-msi: a missing identity', async () => {
  const error = await identities.userAssignedIdentities.get(resourceGroup, 'missing').catch((reason) => reason);
  assert.equal(error.statusCode, 404);
  assert.equal(error.code, 'ResourceNotFound');
  return error.message;
});

const authorization = new AuthorizationManagementClient(engineer, subscriptionId);

await call('@azure/arm-authorization: role assignments and their definitions', async () => {
  const assignments = await all(authorization.roleAssignments.listForSubscription());
  const names = [];
  for (const { roleDefinitionId } of assignments)
    names.push((await authorization.roleDefinitions.getById(roleDefinitionId)).roleName);
  assert.ok(names.includes('Key Vault Secrets User'), names.join());
  return names.join(', ');
});

await call('@azure/keyvault-secrets: the secret, by challenge', async () => {
  const secret = await new SecretClient(config.vaultUrl, plugin()).getSecret(config.secretName);
  assert.equal(secret.value, 'emulated');
  assert.equal(secret.name, config.secretName);
  return `version ${secret.properties.version}`;
});
await call('@azure/keyvault-secrets: an identity without a role is refused', async () => {
  const error = await new SecretClient(config.vaultUrl, engineer)
    .getSecret(config.secretName)
    .catch((reason) => reason);
  assert.equal(error.statusCode, 403);
  return error.message;
});
