/** Identities of a tenant: an application registered there, a service principal of one registered elsewhere, a managed identity. */
import type { Application, ServicePrincipal, Tenant, World } from '../../world/model.ts';
import type { TrustList } from './federation.ts';

/** A GUID, or the name that the emulated tenant goes by. */
export function tenantOf(world: World, name: string): Tenant | null {
  const lowerCase = name.toLowerCase();
  return world.tenants.find(({ id, domain }) => id.toLowerCase() === lowerCase || domain === lowerCase) ?? null;
}

export function principalOf(tenant: Tenant, appId: string): ServicePrincipal | null {
  return tenant.servicePrincipals.find((principal) => principal.appId.toLowerCase() === appId.toLowerCase()) ?? null;
}

export function applicationOf(world: World, appId: string): { application: Application; tenant: Tenant } | null {
  for (const tenant of world.tenants) {
    const application = tenant.applications.find((candidate) => candidate.appId.toLowerCase() === appId.toLowerCase());
    if (application !== undefined) return { application, tenant };
  }
  return null;
}

/** A user-assigned managed identity by its client ID. */
export function managedIdentityOf(world: World, clientId: string) {
  for (const subscription of world.subscriptions) {
    const identity = subscription.identities.find((candidate) => candidate.clientId === clientId);
    if (identity !== undefined) return { subscription, identity };
  }
  return null;
}

/** The credentials of this client ID, on an application or on a managed identity. */
export function trustListOf(world: World, clientId: string): TrustList {
  const owner = applicationOf(world, clientId)?.application ?? managedIdentityOf(world, clientId)?.identity;
  return owner === undefined
    ? { owner: world, credentials: [] }
    : {
        owner,
        credentials: 'federationBlocked' in owner && owner.federationBlocked ? [] : owner.federatedIdentityCredentials,
      };
}
