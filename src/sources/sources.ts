import type {
  ApplicationFact,
  ComponentFact,
  CredentialsFact,
  EnvironmentFact,
  IdentityRecord,
  LocalFiles,
  ManagedIdentityFact,
  ServicePrincipalFact,
  TraceLogging,
} from '../domain/facts.ts';
import type { ApplicationUser, RoleGrant, Vault } from '../domain/resource/access.ts';
import type { ComponentType } from '../domain/trust/trust.ts';

/** Which component is meant; without a name the only one that can be meant. */
export interface ComponentChoice {
  readonly component: string | null;
  readonly type: ComponentType | null;
}

/** One Dataverse environment. A missing object is null or an empty list; an unreadable one throws a PpmiError. */
export interface DataverseSource {
  environment(): Promise<EnvironmentFact>;
  records(): Promise<readonly IdentityRecord[]>;
  components(): Promise<readonly ComponentFact[]>;
  /** The service's clock; null before its first answer. */
  clock(): Date | null;
  /** What is registered; null when the service returns no content. */
  content(component: ComponentFact): Promise<Uint8Array | null>;
  /** Names of the .NET classes of these assemblies, as plug-in types. */
  plugInTypes(assemblyIds: readonly string[]): Promise<readonly string[]>;
  /** The newest rows since a time, newest first; of these classes only, unless the list is empty. */
  traceLogs(since: Date, types: readonly string[]): Promise<readonly TraceLog[]>;
  applicationUser(clientId: string): Promise<ApplicationUser | null>;
  /** The managed property `iscustomizable` of a record; null where the service does not tell. */
  recordCustomizable(recordId: string): Promise<boolean | null>;
  /** Null where the service does not tell. */
  traceLogging(): Promise<TraceLogging | null>;
  /** Solutions of the managed identity records. */
  recordOrigins(): Promise<readonly RecordOrigin[]>;
  /** The effective layer first. */
  recordLayers(recordId: string): Promise<readonly SolutionLayer[]>;
}

/** Null: the service does not tell, or the row belongs to no solution of its own. */
export interface RecordOrigin {
  readonly recordId: string;
  readonly customizable: boolean | null;
  readonly solution: { readonly uniqueName: string; readonly name: string; readonly managed: boolean } | null;
}

export interface SolutionLayer {
  /** Unique name; `Active`: changes that were made in this environment. */
  readonly solution: string;
  readonly publisher: string | null;
  readonly order: number | null;
}

/** A row of `plugintracelogs`. */
export interface TraceLog {
  readonly id: string;
  /** ISO time. */
  readonly createdOn: string;
  readonly typeName: string;
  /** Empty when the run went well. */
  readonly exception: string;
  /** What the plug-in itself wrote. */
  readonly messages: string;
}

/** The directory of the environment's tenant. */
export interface GraphSource {
  application(appId: string): Promise<ApplicationFact | null>;
  applicationByObjectId(id: string): Promise<ApplicationFact | null>;
  servicePrincipal(appId: string): Promise<ServicePrincipalFact | null>;
  servicePrincipalByObjectId(id: string): Promise<ServicePrincipalFact | null>;
  credentials(application: ApplicationFact): Promise<CredentialsFact>;
  /** ISO time of the latest recorded change to a credential of the application since a time; null: none is recorded. */
  credentialsChangedAt(application: ApplicationFact, since: Date): Promise<string | null>;
}

/** Azure: what hangs on a user-assigned managed identity. */
export interface ArmSource {
  /** By the identity's ARM ID; null when there is no such identity (any more). */
  credentials(resourceId: string): Promise<CredentialsFact | null>;
  /** By the identity's ARM ID; null when there is no such identity (any more). */
  identity(resourceId: string): Promise<ManagedIdentityFact | null>;
  /** Null when there is no such vault. */
  vault(resourceId: string): Promise<Vault | null>;
  /** ARM ID of the resource of this name and one of these types; one that the caller may not see is a refusal. */
  resourceId(types: readonly string[], name: string): Promise<string>;
  /** Roles that the principal has at a place or above it, through groups too. */
  grants(scope: string, principalId: string): Promise<readonly RoleGrant[]>;
}

export interface EnvironmentListing {
  /** Power Platform environment IDs and URLs. */
  readonly rows: readonly { readonly environmentId: string; readonly url: string }[];
  /** False: a list could not be read, so there may be other environments. */
  readonly complete: boolean;
}

/** Other environments than the target's, as lists of environments tell them. */
export interface EnvironmentsSource {
  list(): Promise<EnvironmentListing>;
  open(url: string): Pick<DataverseSource, 'records' | 'components'>;
}

/** Everything a run can read. What was requested on the command line stands here too, so that facts stay pure. */
export interface Sources {
  readonly dataverse: DataverseSource;
  readonly graph: GraphSource;
  readonly arm: ArmSource;
  readonly target: ComponentChoice;
  /** `tid` of the tokens for the directory; null before the first one, or where they do not say. */
  readonly directoryTenantId?: () => string | null;
  /** `--application-id`: the identity to look at where no record names one. */
  readonly assumedApplicationId: string | null;
  /** The other environments that the sign-in can see; absent: not to be requested. */
  readonly environments?: EnvironmentsSource;
  /**
   * Runs of a component up to this time say nothing about how it is configured now. Null, absent: all of them do. The
   * application is the one that its record names.
   */
  readonly runsAfter?: (componentId: string, applicationId: string | null) => Date | null;
  /** `--assembly` and `--other-file`, read; absent: nothing was named. */
  readonly localFiles?: LocalFiles;
}
