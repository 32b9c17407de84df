/**
 * Other workloads of the same company around a fault: one signing certificate for all plug-ins, an application with two
 * environments, a record with two components, a managed identity, and credentials of pipelines. A subject names the
 * environment and the certificate, not the component, so every plug-in of an environment presents the same one.
 */
import { derivedId } from '../derived-id.ts';
import { type Claims, mintClaims } from '../platform/mint.ts';
import type { Environment, FederatedIdentityCredential, World } from '../world/model.ts';
import { identityNamed, vaultScope } from './azure.ts';
import type { Parts } from './base.ts';
import { applicationNamed, componentNamed, credentialOf, principalOf, recordNamed } from './makers.ts';

/** Graph and ARM keep this many credentials on one identity. */
const maximumCredentials = 20;
const secretsUser = '4633458b-17de-408a-b874-0445c86b69e6';

/** Call after injecting the fault, which may remove or change everything of a kind. */
export function addCompany(parts: Parts): void {
  addSharedRecord(parts);
  addApplication(parts);
  addManagedIdentity(parts);
  addSecondEnvironment(parts);
  addPipelines(parts);
}

function claimsIn(environment: Environment, { world, options, record }: Parts): Claims {
  const { presents } = componentNamed('any', options, record.id);
  if (presents === null) throw new Error('a company signs its plug-ins');
  const claims = mintClaims({ cloud: world.cloud, environment, record: { version: 2, subjectScope: 1 }, presents });
  if (claims === null) throw new Error(`no claims in ${world.cloud}`);
  return claims;
}

/** Lets a principal read the vault by either model of access. */
function letRead({ subscriptions }: World, principalId: string): void {
  for (const { roleAssignments, vaults } of subscriptions) {
    const id = derivedId('role-assignment', principalId);
    roleAssignments.push({ id, scope: vaultScope, principalId, roleDefinitionId: secretsUser });
    for (const { accessPolicies } of vaults) accessPolicies.push({ objectId: principalId, secrets: ['get'] });
  }
}

/** Another component on the record of the faulty one. */
function addSharedRecord({ options, environment, component }: Parts): void {
  const { managedIdentityId } = component;
  if (managedIdentityId === null) return;
  environment.components.push(componentNamed('Contoso.Invoices.Reports', options, managedIdentityId));
}

function addApplication(parts: Parts): void {
  const { world, options, tenant, environment } = parts;
  const application = applicationNamed('Contoso Shipping');
  const principal = principalOf(application, tenant.id);
  const record = recordNamed('Contoso Shipping', application.appId, tenant.id);
  application.federatedIdentityCredentials.push(credentialOf('contoso-shipping-dev', claimsIn(environment, parts)));
  tenant.applications.push(application);
  tenant.servicePrincipals.push(principal);
  environment.managedIdentities.push(record);
  environment.components.push(componentNamed('Contoso.Shipping.Plugins', options, record.id));
  letRead(world, principal.id);
}

function addManagedIdentity(parts: Parts): void {
  const { world, options, tenant, environment } = parts;
  const { identity, principal } = identityNamed('id-contoso-archive');
  const record = recordNamed('Contoso Archive', identity.clientId, tenant.id);
  identity.federatedIdentityCredentials.push(credentialOf('contoso-archive-dev', claimsIn(environment, parts)));
  world.subscriptions[0]?.identities.push(identity);
  tenant.servicePrincipals.push(principal);
  environment.managedIdentities.push(record);
  environment.components.push(componentNamed('Contoso.Archive.Plugins', options, record.id));
  letRead(world, principal.id);
}

/** A second environment whose plug-in acts as the application of the faulty one. */
function addSecondEnvironment(parts: Parts): void {
  const { world, options, tenant, environment: first, principal, credentials } = parts;
  const record = recordNamed('Contoso Invoices (test)', principal.appId, tenant.id);
  const id = derivedId(`environment/test/${options.cloud}`);
  const second: Environment = {
    ...first,
    id,
    organizationId: derivedId(`organization/test/${options.cloud}`),
    url: `https://contoso-test--example.${new URL(first.url).hostname.split('.').slice(1).join('.')}`,
    uniqueName: 'contosotestexample',
    friendlyName: 'Contoso Test (emulated)',
    type: 'Sandbox',
    managedIdentities: [record],
    components: [
      { ...componentNamed('Contoso.Invoices.Plugins', options, record.id), id: derivedId(`component/${id}`) },
    ],
    traceLogs: [],
    applicationUsers: first.applicationUsers.map((user) => ({ ...user, id: derivedId(id, user.id) })),
  };
  world.environments.push(second);
  if (credentials.length < maximumCredentials)
    credentials.push(credentialOf('contoso-invoices-test', claimsIn(second, parts)));
}

const pipelines: readonly (readonly [name: string, issuer: string, subject: string])[] = [
  ['github-main', 'https://token.actions.githubusercontent.com', 'repo:contoso/invoices:ref:refs/heads/main'],
  ['aks-batch', 'https://westeurope.oic.prod-aks.azure.com/contoso/', 'system:serviceaccount:invoices:batch'],
  ['azure-devops', 'https://vstoken.dev.azure.com/contoso', 'sc://contoso/invoices/deploy'],
];

const foreign = (prefix: string): FederatedIdentityCredential[] =>
  pipelines.map(([name, issuer, subject]) =>
    credentialOf(`${prefix}-${name}`, { issuer, subject, audience: 'api://AzureADTokenExchange' }),
  );

/** Credentials of pipelines, next to the plug-in's own and on an application of their own. */
function addPipelines({ tenant, credentials }: Parts): void {
  if (credentials.length + pipelines.length <= maximumCredentials) credentials.push(...foreign('contoso-invoices'));
  const application = applicationNamed('Contoso Pipelines');
  application.federatedIdentityCredentials.push(...foreign('contoso-pipelines'));
  tenant.applications.push(application);
  tenant.servicePrincipals.push(principalOf(application, tenant.id));
}
