import type { ServicePrincipalFact } from './facts.ts';

/** The tenant in which the application of a service principal is registered; this tenant if the owner is unknown. */
export function isRegisteredIn(tenantId: string, { ownerTenantId }: ServicePrincipalFact): boolean {
  return ownerTenantId === null || ownerTenantId.toLowerCase() === tenantId.toLowerCase();
}
