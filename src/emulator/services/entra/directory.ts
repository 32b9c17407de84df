/** Who is who in a tenant: an application registered there, a service principal of one registered elsewhere, a managed identity. */
import type { Application, FederatedIdentityCredential, ServicePrincipal, Tenant, World } from '../../world/model.ts';

/** A GUID, or the name that the emulated tenant goes by. */
export function tenantOf(world: World, name: string): Tenant | null {
  const wanted = name.toLowerCase();
  return world.tenants.find(({ id, domain }) => id.toLowerCase() === wanted || domain === wanted) ?? null;
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

/** A user-assigned managed identity by its client id. */
export function managedIdentityOf(world: World, clientId: string) {
  for (const subscription of world.subscriptions) {
    const identity = subscription.identities.find((candidate) => candidate.clientId === clientId);
    if (identity !== undefined) return { subscription, identity };
  }
  return null;
}

/** The credentials that trust somebody to act as this client id, where ever they live. */
export function federatedCredentialsOf(world: World, clientId: string): readonly FederatedIdentityCredential[] {
  return (
    applicationOf(world, clientId)?.application.federatedIdentityCredentials ??
    managedIdentityOf(world, clientId)?.identity.federatedIdentityCredentials ??
    []
  );
}
