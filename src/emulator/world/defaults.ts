/** Fills in what a written world leaves out: ids, names, whoever looks. Nothing that a fault could hide in. */
import { cloud } from '../../domain/cloud/cloud.ts';
import { derivedId } from '../derived-id.ts';
import { recordedCertificate, recordedFile } from '../recorded.ts';
import {
  type ApplicationInput,
  type ComponentInput,
  type CredentialInput,
  type EnvironmentInput,
  type Input,
  type SubscriptionInput,
  type TenantInput,
  WorldFileError,
} from './input.ts';
import type {
  Application,
  Component,
  Environment,
  FederatedIdentityCredential,
  PpmiPrincipal,
  Presents,
  Subscription,
  Tenant,
  World,
} from './model.ts';

/** Long ago: nothing that was written down is still spreading. */
const settled = '2020-01-01T00:00:00Z';

function fillCredential(
  { claimsMatchingExpression, ...draft }: CredentialInput,
  index: number,
): FederatedIdentityCredential {
  const name = draft.name ?? `credential-${index + 1}`;
  return {
    id: derivedId('credential', name, draft.issuer, draft.subject ?? ''),
    description: null,
    createdAt: settled,
    visibleFrom: settled,
    ...draft,
    name,
    ...(claimsMatchingExpression == null ? {} : { claimsMatchingExpression }),
  };
}

function fillApplication(draft: ApplicationInput): Application {
  const { federatedIdentityCredentials = [], ...rest } = draft;
  return {
    id: derivedId('application', draft.appId),
    displayName: `Application ${draft.appId.slice(0, 8)}`,
    signInAudience: 'AzureADMyOrg',
    secrets: [],
    certificates: [],
    ...rest,
    federatedIdentityCredentials: federatedIdentityCredentials.map(fillCredential),
  };
}

function fillTenant(draft: TenantInput, subscriptions: readonly Subscription[]): Tenant {
  const { applications: written = [], servicePrincipals, ...rest } = draft;
  const applications = written.map(fillApplication);
  const identities = subscriptions
    .filter(({ tenantId }) => tenantId === draft.id)
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
  const everybody = [...applications.map(({ appId, displayName }) => ({ appId, displayName })), ...identities];
  return {
    displayName: draft.domain ?? `Tenant ${draft.id.slice(0, 8)}`,
    conditionalAccessBlocks: [],
    ...rest,
    applications,
    servicePrincipals: (servicePrincipals ?? everybody).map((principal) => ({
      id: derivedId('service-principal', draft.id, principal.appId),
      displayName: principal.appId,
      servicePrincipalType: 'Application',
      alternativeNames: [],
      accountEnabled: true,
      appOwnerOrganizationId: applications.some(({ appId }) => appId === principal.appId) ? draft.id : null,
      ...principal,
    })),
  };
}

/** What the platform presents has to be told: the emulator does not read certificates. */
function presentsOf({ name, presents, presented, certificate, file }: ComponentInput): Presents {
  const recorded = file === undefined ? null : recordedFile(file);
  if (file !== undefined && recorded === null)
    throw new WorldFileError(`component ${name}: no recorded file is called ${file}`);
  const named = certificate ?? recorded?.certificate ?? undefined;
  const told: Presents | undefined =
    presented ?? presents ?? (named === undefined ? undefined : { certificate: named });
  if (told !== undefined && told !== null) {
    if (
      'certificate' in told &&
      typeof told.certificate === 'string' &&
      recordedCertificate(told.certificate) === null
    ) {
      throw new WorldFileError(`component ${name}: no recorded certificate is called ${told.certificate}`);
    }
    return told;
  }
  if (presents === null || recorded !== null) return null;
  throw new WorldFileError(
    `component ${name} says neither what was presented (presented: issuer, subject, audience) nor a recorded certificate`,
  );
}

function fillComponent(
  draft: ComponentInput,
  environment: EnvironmentInput,
  only: string | null,
  scope: string,
): Component {
  const { file, presented, certificate, presents, ...rest } = draft;
  return {
    kind: 'assembly',
    id: derivedId('component', environment.id, draft.name),
    uniqueName: draft.kind === 'package' ? draft.name : null,
    version: '1.0.0.0',
    packageId: null,
    managedIdentityId: only,
    content: file === undefined ? null : (recordedFile(file)?.base64 ?? null),
    scope,
    modifiedOn: settled,
    ...rest,
    presents: presentsOf(draft),
  };
}

function fillEnvironment(draft: EnvironmentInput, tenantId: string, scope: string): Environment {
  const { managedIdentities = [], components = [], applicationUsers = [], url, ...rest } = draft;
  const records = managedIdentities.map((record) => ({
    id: derivedId('record', draft.id, record.applicationId ?? ''),
    name: `Managed identity ${record.applicationId?.slice(0, 8) ?? ''}`.trim(),
    tenantId: draft.tenantId ?? tenantId,
    credentialSource: 2,
    subjectScope: 1,
    version: null,
    stateCode: 0 as const,
    isManaged: false,
    ...record,
  }));
  const [only] = records;
  return {
    organizationId: derivedId('organization', draft.id),
    tenantId,
    uniqueName: `org${draft.id.slice(-8)}`,
    friendlyName: new URL(url).hostname,
    type: 'Sandbox',
    hasVersionColumn: true,
    traceLogs: [],
    ...rest,
    url: new URL(url).origin,
    managedIdentities: records,
    components: components.map((component) =>
      fillComponent(component, draft, records.length === 1 ? (only?.id ?? null) : null, scope),
    ),
    applicationUsers: applicationUsers.map((user) => ({
      id: derivedId('application-user', draft.id, user.applicationId),
      roles: [],
      disabled: false,
      ...user,
    })),
  };
}

function fillSubscription(draft: SubscriptionInput, tenantId: string): Subscription {
  const { identities = [], roleAssignments = [], vaults = [], resources = [], ...rest } = draft;
  return {
    tenantId,
    displayName: `Subscription ${draft.id.slice(0, 8)}`,
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

/** Whoever looks has an application of their own in the tenant they sign in to. */
function addOperator(world: World): World {
  const { operator } = world;
  const tenant = world.tenants.find(({ id }) => id === operator.tenantId);
  if (tenant === undefined) throw new WorldFileError(`operator: there is no tenant ${operator.tenantId}`);
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

export function applyDefaults(draft: Input): World {
  const tenantId = draft.tenants[0]?.id ?? '';
  const cloudId = draft.cloud ?? 'public';
  const subscriptions = (draft.subscriptions ?? []).map((one) => fillSubscription(one, tenantId));
  const scope = `https://${cloud(cloudId).keyVaultSuffix.value}/.default`;
  const operator: PpmiPrincipal = {
    tenantId,
    clientId: derivedId('operator', tenantId),
    clientSecret: `emulated-${derivedId('secret', tenantId)}`,
    graphPermissions: ['Application.ReadWrite.All'],
    dataverseMember: true,
    missingPrivileges: [],
    azureRoles: ['Owner'],
    ...draft.operator,
  };
  const { environmentsWithoutDataverse, localFiles } = draft;
  return addOperator({
    title: draft.title ?? 'World of a file',
    cloud: cloudId,
    now: draft.now ?? null,
    seed: draft.seed ?? 1,
    ranBefore: draft.ranBefore ?? false,
    tenants: draft.tenants.map((tenant) => fillTenant(tenant, subscriptions)),
    environments: draft.environments.map((one) => fillEnvironment(one, tenantId, scope)),
    operator,
    wire: [...(draft.wire ?? [])],
    subscriptions,
    ...(localFiles === undefined ? {} : { localFiles }),
    ...(environmentsWithoutDataverse === undefined ? {} : { environmentsWithoutDataverse }),
  });
}
