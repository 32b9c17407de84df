/** Azure subscriptions of a world. */
import type { FederatedIdentityCredential } from './tenant.ts';

export interface Subscription {
  id: string;
  tenantId: string;
  displayName: string;
  identities: {
    resourceGroup: string;
    name: string;
    clientId: string;
    principalId: string;
    location: string;
    federatedIdentityCredentials: FederatedIdentityCredential[];
    /** True while a write to its credentials runs: another write is refused with 409. */
    credentialWriteInFlight?: boolean;
    tags?: Record<string, string>;
    /** True: tokens for federated credentials are refused. */
    federationBlocked?: boolean;
    /** ISO time of creation; absent: long ago. */
    createdAt?: string;
  }[];
  roleAssignments: RoleAssignment[];
  vaults: {
    resourceGroup: string;
    name: string;
    rbac: boolean;
    accessPolicies: { objectId: string; secrets: string[] }[];
    secrets: Record<string, string>;
    /** Absent: the subscription's tenant. */
    tenantId?: string;
    /** `firewall`: callers are refused by address; `disabled`: public access is off. Absent: open. */
    network?: 'firewall' | 'disabled';
  }[];
  /** Locations where federated credentials are refused with 405. */
  regionsWithoutFederation?: string[];
  /** Other resources: they are listed and can be the scope of a role. `type` as ARM writes it: `Microsoft.Storage/storageAccounts`. */
  resources?: { resourceGroup: string; type: string; name: string }[];
}

export interface RoleAssignment {
  id: string;
  scope: string;
  principalId: string;
  roleDefinitionId: string;
  description?: string;
  condition?: string;
  conditionVersion?: string;
  /** ISO time before which services do not see it; absent: at once. */
  effectiveFrom?: string;
}
