/** Tenants of a world: what Entra and Graph know. */

export interface Tenant {
  id: string;
  displayName: string;
  /** What clients may write instead of the id, such as `contoso.example`. */
  domain?: string;
  applications: Application[];
  servicePrincipals: ServicePrincipal[];
  /** App ids of service principals blocked by conditional access for workloads. */
  conditionalAccessBlocks: string[];
  /** How long a credential written through Graph or ARM stays unseen by the token exchange; absent = not at all. */
  propagationSeconds?: number;
  /** How long Graph answers 404 for a credential just created (read-after-write); absent = not at all. */
  replicationSeconds?: number;
  /** App management policy: Graph refuses credentials with any other issuer. */
  credentialPolicy?: { id: string; allowedIssuers: string[] };
  /** Makes Graph refuse the next requests in this tenant. */
  graphThrottle?: Throttle;
  /** Changes to applications, newest last, as `auditLogs/directoryAudits` shows them. */
  directoryAudits?: DirectoryAudit[];
  /** Token requests of applications and managed identities, newest last, as `auditLogs/signIns` shows them. */
  signIns?: SignIn[];
}

export interface DirectoryAudit {
  id: string;
  at: string;
  activity: string;
  /** Client ID of the application that made the change. */
  initiatedBy: string;
  target: { id: string; displayName: string };
  /** Name of the credential that changed; absent for other changes. */
  credential?: string;
}

export interface SignIn {
  id: string;
  at: string;
  appId: string;
  servicePrincipalId: string;
  resource: string;
  /** 0: a token was issued; otherwise the AADSTS number. */
  errorCode: number;
  failureReason: string;
  correlationId: string;
  /** ID of the federated credential that was accepted; absent otherwise. */
  federatedCredentialId?: string;
}

/** 429 for the next `remaining` requests, each with `Retry-After`. */
export interface Throttle {
  remaining: number;
  retryAfterSeconds: number;
}

export interface Application {
  id: string;
  appId: string;
  displayName: string;
  signInAudience: 'AzureADMyOrg' | 'AzureADMultipleOrgs';
  federatedIdentityCredentials: FederatedIdentityCredential[];
  /** Secrets that authenticate ppmi or a test client. */
  secrets: string[];
  /** Base64 DER of certificates registered on the application. */
  certificates: string[];
  /** Object ids of its owners: what `Application.ReadWrite.OwnedBy` may change. Absent = none. */
  owners?: string[];
  uniqueName?: string | null;
  description?: string | null;
  notes?: string | null;
  tags?: string[];
  createdAt?: string;
}

export interface FederatedIdentityCredential {
  id: string;
  name: string;
  issuer: string;
  /** Null only for flexible credentials. */
  subject: string | null;
  audiences: string[];
  description: string | null;
  claimsMatchingExpression?: { value: string; languageVersion: number };
  /** ISO time of creation; before `visibleFrom` the exchange does not see it (propagation). */
  createdAt: string;
  visibleFrom: string;
  /**
   * The subject that the token exchange still compares with, after a correction in place that differed in case only.
   * Deleting and creating the credential again ends it. [observed in one report]
   */
  exchangeSubject?: string;
}

export interface ServicePrincipal {
  id: string;
  appId: string;
  displayName: string;
  servicePrincipalType: 'Application' | 'ManagedIdentity';
  alternativeNames: string[];
  accountEnabled: boolean;
  appOwnerOrganizationId: string | null;
  /** As the application's. Absent: of this tenant only. */
  signInAudience?: Application['signInAudience'];
  /** ISO time of creation; absent: long ago. */
  createdAt?: string;
}
