import type { ServicePrincipalFact } from './facts.ts';

/** Where the application of a service principal is registered; an owner that is not known is assumed to be this tenant. */
export function isRegisteredIn(tenantId: string, { ownerTenantId }: ServicePrincipalFact): boolean {
  return ownerTenantId === null || ownerTenantId.toLowerCase() === tenantId.toLowerCase();
}
