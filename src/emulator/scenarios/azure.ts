/** The Azure side of a world: a subscription with the vault that the plug-in reads, and the managed identity if it is one. */
import { cloud } from '../../domain/cloud/cloud.ts';
import { derivedId } from '../derived-id.ts';
import type { ServicePrincipal, Subscription } from '../world/model.ts';
import type { BaseOptions } from './options.ts';

const resourceGroup = 'rg-contoso-plugins';
const subscriptionId = derivedId('subscription');

/** Two hyphens in a row: no vault can have this name. */
const vaultName = 'contoso--example';
const secretsUser = '4633458b-17de-408a-b874-0445c86b69e6';

export const vaultScope = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.KeyVault/vaults/${vaultName}`;

/** What the plug-in reads with its token. */
export const secretUrl = (options: BaseOptions): string =>
  `https://${vaultName}.${cloud(options.cloud).keyVaultSuffix.value}/secrets/erp-api-key?api-version=7.4`;

export function subscriptionOf(tenantId: string, readerId: string): Subscription {
  return {
    id: subscriptionId,
    tenantId,
    displayName: 'Contoso (emulated)',
    identities: [],
    roleAssignments: [
      { id: derivedId('role-assignment'), scope: vaultScope, principalId: readerId, roleDefinitionId: secretsUser },
    ],
    vaults: [
      { resourceGroup, name: vaultName, rbac: true, accessPolicies: [], secrets: { 'erp-api-key': 'emulated' } },
    ],
    resources: [],
  };
}

export function identityNamed(name: string) {
  const identity: Subscription['identities'][number] = {
    resourceGroup,
    name,
    clientId: derivedId(`managed-identity/${name}`),
    principalId: derivedId(`managed-identity-principal/${name}`),
    location: 'westeurope',
    federatedIdentityCredentials: [],
  };
  const principal: ServicePrincipal = {
    id: identity.principalId,
    appId: identity.clientId,
    displayName: name,
    servicePrincipalType: 'ManagedIdentity',
    alternativeNames: [
      'isExplicit=True',
      `/subscriptions/${subscriptionId}/resourcegroups/${resourceGroup}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`,
    ],
    accountEnabled: true,
    appOwnerOrganizationId: null,
  };
  return { identity, principal };
}
