import { isRegisteredIn } from '../../domain/application.ts';
import { subjectCaseDiffers } from '../../domain/entra-errors/decode/extract-claims.ts';
import { PpmiError } from '../../domain/errors.ts';
import type { ApplicationsFact, CredentialsFact, ServicePrincipalFact } from '../../domain/facts.ts';
import { quoted } from '../../domain/harmless-text.ts';
import type { GraphSource, Sources } from '../../sources/sources.ts';
import { defineFact } from './fact-store.ts';

const permission = {
  required: 'Application.Read.All (Microsoft Graph)',
  grantedBy: 'a Global Administrator or Privileged Role Administrator of the tenant',
};

/** Known once something was read from it. */
export const directory = defineFact({
  name: 'directory',
  dependsOn: ['applications'],
  permission: null,
  read: async ({ directoryTenantId }) => ({ tenantId: directoryTenantId?.() ?? null }),
});

export const applications = defineFact({
  name: 'applications',
  dependsOn: ['identity'],
  permission,
  async read({ graph, assumedApplicationId }, { identity }) {
    const clientId = identity.record?.applicationId ?? assumedApplicationId;
    return clientId === null ? none : findApplication(graph, clientId);
  },
});

const none: ApplicationsFact = { application: null, servicePrincipal: null, byObjectId: null };

/** Wherever it is: registered in this tenant, or known here by its service principal only. */
export async function findApplication(graph: GraphSource, clientId: string): Promise<ApplicationsFact> {
  const found = await byClientId(graph, clientId);
  if (found.application !== null || found.servicePrincipal !== null) return { ...found, byObjectId: null };
  // The portal shows the object ID of an application, and the principal ID of a managed identity, beside the client ID.
  const [application, principal] = await Promise.all([
    graph.applicationByObjectId(clientId),
    graph.servicePrincipalByObjectId(clientId),
  ]);
  const meant = application ?? principal;
  if (meant === null) return none;
  const { appId, displayName } = meant;
  return { ...(await byClientId(graph, appId)), byObjectId: { id: meant.id, appId, displayName } };
}

async function byClientId(graph: GraphSource, clientId: string): Promise<Omit<ApplicationsFact, 'byObjectId'>> {
  const [application, servicePrincipal] = await Promise.all([
    graph.application(clientId),
    graph.servicePrincipal(clientId),
  ]);
  return { application, servicePrincipal };
}

export const federatedCredentials = defineFact({
  name: 'federatedCredentials',
  dependsOn: ['environment', 'applications'],
  permission: {
    ...permission,
    required: 'Application.Read.All (Microsoft Graph), for a user-assigned managed identity Reader on it (Azure)',
  },
  read: (sources, { environment, applications }) => readCredentials(sources, applications, environment.tenantId),
});

/**
 * Null: neither an application of this tenant nor a managed identity. `tenantId`: the tenant that is signed in to; null
 * when it is not known.
 * @throws PpmiError `refused` for an application of another tenant, whose credentials are there
 */
export async function readCredentials(
  { graph, arm }: Pick<Sources, 'graph' | 'arm'>,
  { application, servicePrincipal }: ApplicationsFact,
  tenantId: string | null,
): Promise<CredentialsFact | null> {
  if (application !== null) return graph.credentials(application);
  if (servicePrincipal === null) return null;
  if (servicePrincipal.resourceId !== null) return arm.credentials(servicePrincipal.resourceId);
  const elsewhere = tenantId === null || !isRegisteredIn(tenantId, servicePrincipal);
  if (elsewhere && servicePrincipal.multiTenant) throw registeredElsewhere(servicePrincipal);
  return null;
}

export const managedIdentity = defineFact({
  name: 'managedIdentity',
  dependsOn: ['applications'],
  permission: {
    required: 'Reader on the user-assigned managed identity (Azure)',
    grantedBy: 'an Owner or User Access Administrator of its resource group',
  },
  async read({ arm }, { applications: { application, servicePrincipal } }) {
    const id = application === null ? (servicePrincipal?.resourceId ?? null) : null;
    return id === null ? null : arm.identity(id);
  },
});

/** Milliseconds that the audit log is looked back for: tenants without a paid license keep seven days (documented). */
const auditedFor = 7 * 24 * 60 * 60 * 1000;

/** Needed only where Entra says that the subject differs in case: that alone was seen to outlast a correction. */
export const credentialsChangedAt = defineFact({
  name: 'credentialsChangedAt',
  dependsOn: ['applications', 'recentErrors', 'now'],
  permission: {
    required: 'AuditLog.Read.All (Microsoft Graph)',
    grantedBy: 'a Global Administrator or Privileged Role Administrator of the tenant',
  },
  async read({ graph }, { applications: { application }, recentErrors, now }) {
    const matters = recentErrors.some(({ error }) => error?.code === subjectCaseDiffers);
    if (application === null || !matters) return null;
    return graph.credentialsChangedAt(application, new Date(now.getTime() - auditedFor));
  },
});

/** Its credentials are in the tenant where it is registered, which this sign-in cannot read. */
function registeredElsewhere({ displayName, ownerTenantId }: ServicePrincipalFact): PpmiError {
  return new PpmiError('refused', {
    system: 'graph',
    permission: `Application.Read.All in tenant ${ownerTenantId}`,
    who: 'an administrator of that tenant',
    detail: `${quoted(displayName)} is registered in tenant ${ownerTenantId}; sign in there to read its credentials`,
  });
}
