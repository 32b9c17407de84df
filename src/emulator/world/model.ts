/**
 * The pretended cloud as data. Plain JSON values only, so that a customer's set-up can be rebuilt from a file.
 * Every service of the emulator reads and writes this one object; it lives as long as the process that made it.
 *
 * The emulator judges for itself: certificates and what they present come from the recorded fixtures
 * (`recorded.json` beside this file, values printed by .NET), never from `domain/subject` or `domain/certificate`.
 */
import type { CloudId } from '../../domain/cloud/cloud.ts';

export interface World {
  readonly title: string;
  readonly cloud: CloudId;
  /** ISO time at which the world's clock stands when it starts; null = the machine's clock. It then runs on. */
  readonly now: string | null;
  /** Makes ids, keys and injected faults repeatable. */
  readonly seed: number;
  tenants: Tenant[];
  environments: Environment[];
  /** Who runs ppmi in this world, and what they may do. */
  operator: Operator;
  /** Faults on the wire, in order; the first that matches acts. */
  wire: NetworkFault[];
  /** Azure subscriptions (issue 5). */
  subscriptions: Subscription[];
  /** The first component's plug-in runs once at the start, so that its trace log is there before anybody looks. */
  ranBefore?: boolean;
  /** What lies on the disk of whoever works in this world: for `--assembly` and `--other-file` where nothing else is named. */
  localFiles?: { assembly?: LocalFile; others?: LocalFile[] };
  /** Environments without Dataverse: only the admin list has them. */
  environmentsWithoutDataverse?: { id: string; tenantId: string; friendlyName: string; type: Environment['type'] }[];
}

export interface LocalFile {
  name: string;
  base64: string;
}

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
  /** Makes Graph refuse the next requests in this tenant. */
  graphThrottle?: Throttle;
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
  /** Secrets that authenticate the operator or a test client. */
  secrets: string[];
  /** Base64 DER of certificates registered on the application. */
  certificates: string[];
  /** Object ids of its owners: what `Application.ReadWrite.OwnedBy` may change. Absent = none. */
  owners?: string[];
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
}

export interface Environment {
  /** Power Platform environment id: a GUID, or `Default-{tenant GUID}`. */
  id: string;
  organizationId: string;
  tenantId: string;
  /** https origin without a slash at the end. */
  url: string;
  uniqueName: string;
  friendlyName: string;
  type: 'Production' | 'Sandbox' | 'Developer' | 'Trial' | 'Default';
  /** False: a service too old for the `version` column. */
  hasVersionColumn: boolean;
  managedIdentities: ManagedIdentityRecord[];
  components: Component[];
  traceLogs: TraceLog[];
  applicationUsers: { id: string; applicationId: string; roles: string[]; disabled: boolean }[];
  /** Plug-in trace log setting: 0 off, 1 exceptions, 2 all. Absent = 1. */
  plugInTraceLogSetting?: 0 | 1 | 2;
  solutions?: Solution[];
  /** Makes Dataverse refuse the next requests with a service protection error. */
  serviceProtection?: Throttle & {
    limit: 'requests' | 'executionTime' | 'concurrency';
    /** Besides, so many requests in each window of so many seconds; what is left of it is the Retry-After. */
    window?: { requests: number; seconds: number; startedAt?: number; used?: number };
  };
}

export interface Solution {
  id: string;
  uniqueName: string;
  friendlyName: string;
  version: string;
  isManaged: boolean;
  /** Ids of components and managed identity records in it. */
  objectIds: string[];
}

export interface ManagedIdentityRecord {
  id: string;
  name: string;
  applicationId: string | null;
  tenantId: string | null;
  credentialSource: number;
  subjectScope: number;
  version: number | null;
  stateCode: 0 | 1;
  isManaged: boolean;
}

export interface Component {
  kind: 'assembly' | 'package';
  id: string;
  name: string;
  uniqueName: string | null;
  version: string;
  /** For an assembly that a package brought: the package's id. */
  packageId: string | null;
  managedIdentityId: string | null;
  /** Base64 of the registered DLL or nupkg; null: the service returns none. */
  content: string | null;
  /** What the platform presents for it: a recorded certificate by fixture name, or the three claims as seen. */
  presents: Presents;
  /** The scope that the plug-in asks a token for. */
  scope: string;
  /** URL that the plug-in reads with its token; absent: it stops at the token. */
  target?: string;
  modifiedOn: string;
  /** `POST /assertion` gives an assertion that was captured this long ago; absent: one of now. */
  capturedSecondsAgo?: number;
}

export type Presents =
  | { certificate: string }
  | { issuer: string; subject: string; audience: string }
  /** Unsigned content: the platform refuses before it mints. */
  | null;

export interface TraceLog {
  id: string;
  createdOn: string;
  typeName: string;
  messageBlock: string;
  exceptionDetails: string;
  correlationId: string;
  requestId: string;
}

export interface Operator {
  tenantId: string;
  clientId: string;
  clientSecret: string;
  /** Graph application permissions (roles in the token), e.g. `Application.Read.All`. */
  graphPermissions: string[];
  /** False: 403 "not a member of the organization". */
  dataverseMember: boolean;
  /** Dataverse privileges missing, by name. */
  missingPrivileges: string[];
  /** Role names on subscriptions (issue 5). */
  azureRoles: string[];
  /** False: the admin list of environments refuses. Absent = true. */
  powerPlatformAdmin?: boolean;
}

export interface NetworkFault {
  /** Host name or `*`. */
  host: string;
  /** Regular expression on the path; absent = every path. */
  path?: string;
  method?: string;
  /** Acts on the first n matching requests only; absent = always. */
  times?: number;
  kind:
    | 'latency'
    | 'status'
    | 'reset'
    | 'truncate'
    | 'malformed'
    | 'content-type'
    | 'redirect'
    | 'slow-body'
    | 'clock'
    | 'untrusted-ca'
    | 'missing-intermediate'
    | 'refuse-connect'
    | 'proxy-auth'
    | 'block-page'
    | 'dns'
    | 'unreachable';
  /** Milliseconds for latency and slow-body, status for status, seconds for clock, errno for unreachable (111, 110); else unused. */
  value?: number;
  /** Milliseconds at most that are added to latency and slow-body, by the world's seed. */
  jitter?: number;
  retryAfter?: number;
  /** Target of a redirect, body of a status, `user:password` that proxy-auth lets pass. */
  text?: string;
}

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
    /** True while a write to its credentials runs: another one meanwhile is refused with 409. */
    credentialWriteInFlight?: boolean;
  }[];
  roleAssignments: { id: string; scope: string; principalId: string; roleDefinitionId: string }[];
  vaults: {
    resourceGroup: string;
    name: string;
    rbac: boolean;
    accessPolicies: { objectId: string; secrets: string[] }[];
    secrets: Record<string, string>;
  }[];
  /** What else is there: it is listed, and roles may be given on it. `type` as ARM writes it: `Microsoft.Storage/storageAccounts`. */
  resources?: { resourceGroup: string; type: string; name: string }[];
}
