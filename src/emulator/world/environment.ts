/** Dataverse environments of a world. */
import type { Throttle } from './tenant.ts';

export interface Environment {
  /** Power Platform environment ID: a GUID, or `Default-{tenant GUID}`. */
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
  /** `restrict`: deleting a record that components use is refused. Absent: the links are removed, as published. */
  managedIdentityDelete?: 'remove-link' | 'restrict';
  /** IDs of other tenants whose sign-ins are accepted, too. */
  acceptsTenants?: string[];
  /** Refuses every call: by the IP firewall of a managed environment, or because the application is not allowed. */
  accessBlock?: 'ip-firewall' | 'application';
  /** Counts writes, so that row versions grow across the whole database. */
  lastRowVersion?: number;
  /** The organization's own row. */
  organizationRow?: { rowVersion?: number; modifiedOn?: string };
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
  /** IDs of components and managed identity records in it. */
  objectIds: string[];
}

/** What Dataverse keeps about every row of a solution. */
export interface SolutionRow {
  /** Position among the writes of the environment; absent: not written since the start. */
  rowVersion?: number;
  createdOn?: string;
  /** False: the managed property `iscustomizable` forbids changes. Absent: true. */
  isCustomizable?: boolean;
  /** True: a change to a managed row left an unmanaged layer, which solution updates do not replace. */
  unmanagedLayer?: boolean;
}

export interface ManagedIdentityRecord extends SolutionRow {
  id: string;
  name: string;
  applicationId: string | null;
  tenantId: string | null;
  credentialSource: number;
  subjectScope: number;
  version: number | null;
  stateCode: 0 | 1;
  isManaged: boolean;
  modifiedOn?: string;
}

export interface Component extends SolutionRow {
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
  /** An assembly whose content is in the file column only (observed); absent: in `content`. */
  contentIn?: 'content_binary';
  /** What the platform presents: a certificate, or the claims as an error stack shows them. */
  presents: Presents;
  /** The scope that the plug-in asks a token for. */
  scope: string;
  /** URL that the plug-in reads with its token; absent: it stops at the token. */
  target?: string;
  modifiedOn: string;
  isManaged?: boolean;
  description?: string | null;
  /** The plug-in runs once at start-up, so that its failure is in the trace log. */
  ranBefore?: boolean;
  /** Age of the assertion that `POST /assertion` returns; absent: issued now. */
  capturedSecondsAgo?: number;
}

export interface PresentedClaims {
  issuer: string;
  subject: string;
  audience: string;
}

export type Presents =
  | { certificate: string | SigningCertificate }
  | PresentedClaims
  /** Claims by version of the record: `0`, `1`, `2`. */
  | { versions: Partial<Record<'0' | '1' | '2', PresentedClaims>> }
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

/** What the subject is computed from, for a certificate that no fixture has. */
export interface SigningCertificate {
  /** Hexadecimal thumbprints. */
  sha1: string;
  sha256: string;
  selfSigned: boolean;
  /** Names as .NET prints them. */
  subject: string;
  issuer: string;
  /** Absent: the first CN of the name. */
  subjectCommonName?: string;
  issuerCommonName?: string;
}
