/** Fills in what a world file leaves out: IDs, names, the account that ppmi signs in with. Nothing that could hide a fault. */
import { cloud } from '../../domain/cloud/cloud.ts';
import { derivedId } from '../derived-id.ts';
import { fillEnvironment, settled } from './environment-defaults.ts';
import {
  type ApplicationInput,
  type CredentialInput,
  type Input,
  type SubscriptionInput,
  type TenantInput,
  WorldFileError,
} from './input.ts';
import type { Application, FederatedIdentityCredential, PpmiPrincipal, Subscription, Tenant, World } from './model.ts';
import { checkReferences } from './references.ts';

function fillCredential(
  { claimsMatchingExpression, ...input }: CredentialInput,
  index: number,
): FederatedIdentityCredential {
  const name = input.name ?? `credential-${index + 1}`;
  return {
    id: derivedId('credential', name, input.issuer, input.subject ?? ''),
    description: null,
    createdAt: settled,
    visibleFrom: settled,
    ...input,
    name,
    ...(claimsMatchingExpression == null ? {} : { claimsMatchingExpression }),
  };
}

function fillApplication(input: ApplicationInput): Application {
  const { federatedIdentityCredentials = [], ...rest } = input;
  return {
    id: derivedId('application', input.appId),
    displayName: `Application ${input.appId.slice(0, 8)}`,
    signInAudience: 'AzureADMyOrg',
    secrets: [],
    certificates: [],
    ...rest,
    federatedIdentityCredentials: federatedIdentityCredentials.map(fillCredential),
  };
}

function fillTenant(input: TenantInput, subscriptions: readonly Subscription[]): Tenant {
  const { applications: written = [], servicePrincipals, ...rest } = input;
  const applications = written.map(fillApplication);
  const identities = subscriptions
    .filter(({ tenantId }) => tenantId === input.id)
    .flatMap((one) =>
      one.identities.map((identity) => ({
        id: identity.principalId,
        appId: identity.clientId,
        displayName: identity.name,
        servicePrincipalType: 'ManagedIdentity' as const,
        alternativeNames: [
          'isExplicit=True',
          `/subscriptions/${one.id}/resourcegroups/${identity.resourceGroup}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${identity.name}`,
        ],
      })),
    );
  const allPrincipals = [...applications.map(({ appId, displayName }) => ({ appId, displayName })), ...identities];
  return {
    displayName: input.domain ?? `Tenant ${input.id.slice(0, 8)}`,
    conditionalAccessBlocks: [],
    ...rest,
    applications,
    servicePrincipals: (servicePrincipals ?? allPrincipals).map((principal) => ({
      id: derivedId('service-principal', input.id, principal.appId),
      displayName: principal.appId,
      servicePrincipalType: 'Application',
      alternativeNames: [],
      accountEnabled: true,
      appOwnerOrganizationId: applications.some(({ appId }) => appId === principal.appId) ? input.id : null,
      ...principal,
    })),
  };
}

function fillSubscription(input: SubscriptionInput, tenantId: string): Subscription {
  const { identities = [], roleAssignments = [], vaults = [], resources = [], ...rest } = input;
  return {
    tenantId,
    displayName: `Subscription ${input.id.slice(0, 8)}`,
    ...rest,
    identities: identities.map(({ federatedIdentityCredentials = [], ...identity }) => ({
      resourceGroup: 'emulated',
      principalId: derivedId('principal', identity.clientId),
      location: 'westeurope',
      ...identity,
      federatedIdentityCredentials: federatedIdentityCredentials.map(fillCredential),
    })),
    roleAssignments: roleAssignments.map((assignment) => ({
      id: derivedId('role-assignment', assignment.scope, assignment.principalId, assignment.roleDefinitionId),
      ...assignment,
    })),
    vaults: vaults.map((vault) => ({
      resourceGroup: 'emulated',
      rbac: true,
      accessPolicies: [],
      secrets: {},
      ...vault,
    })),
    resources: resources.map((resource) => ({ resourceGroup: 'emulated', ...resource })),
  };
}

/** The account that ppmi signs in with has an application in its tenant. */
function addPpmiPrincipal(world: World): World {
  const { operator } = world;
  const tenant = world.tenants.find(({ id }) => id === operator.tenantId);
  if (tenant === undefined)
    throw new WorldFileError(`/operator/tenantId names no tenant of this world: ${operator.tenantId}`);
  let application = tenant.applications.find(({ appId }) => appId === operator.clientId);
  if (application === undefined) {
    application = fillApplication({ appId: operator.clientId, displayName: 'ppmi operator' });
    tenant.applications.push(application);
    tenant.servicePrincipals.push({
      id: derivedId('service-principal', tenant.id, operator.clientId),
      appId: operator.clientId,
      displayName: application.displayName,
      servicePrincipalType: 'Application',
      alternativeNames: [],
      accountEnabled: true,
      appOwnerOrganizationId: tenant.id,
    });
  }
  if (!application.secrets.includes(operator.clientSecret)) application.secrets.push(operator.clientSecret);
  return world;
}

export function applyDefaults(input: Input): World {
  const tenantId = input.tenants[0]?.id ?? '';
  const cloudId = input.cloud ?? 'public';
  const subscriptions = (input.subscriptions ?? []).map((one) => fillSubscription(one, tenantId));
  const scope = `https://${cloud(cloudId).keyVaultSuffix.value}/.default`;
  const operator: PpmiPrincipal = {
    tenantId,
    clientId: derivedId('operator', tenantId),
    clientSecret: `emu-${derivedId('secret', tenantId)}`,
    graphPermissions: ['Application.ReadWrite.All'],
    dataverseMember: true,
    missingPrivileges: [],
    azureRoles: ['Owner'],
    ...input.operator,
  };
  const { environmentsWithoutDataverse, localFiles, consistency, clock } = input;
  const world = addPpmiPrincipal({
    title: input.title ?? 'World from a file',
    cloud: cloudId,
    now: input.now ?? null,
    seed: input.seed ?? 1,
    ranBefore: input.ranBefore ?? false,
    tenants: input.tenants.map((tenant) => fillTenant(tenant, subscriptions)),
    environments: input.environments.map((one) => fillEnvironment(one, tenantId, scope)),
    operator,
    wire: [...(input.wire ?? [])],
    subscriptions,
    ...(localFiles === undefined ? {} : { localFiles }),
    ...(environmentsWithoutDataverse === undefined ? {} : { environmentsWithoutDataverse }),
    ...(consistency === undefined ? {} : { consistency }),
    ...(clock === undefined ? {} : { clock }),
  });
  checkReferences(world);
  return world;
}
