/** What the sources read about a component. `null` means absent; a fact that could not be read is `Unread`. */

import type { CloudId } from './cloud/cloud.ts';
import type { DecodedError } from './entra-errors/decode/decoded.ts';
import type { ApplicationUser, VaultAccess } from './resource/access.ts';
import type { ResourceRefusal } from './resource/resource-refusal.ts';
import type { Certificate, SignedFile } from './signed-file/model.ts';
import type { ComponentType, Trust, TrustVersion } from './trust/trust.ts';

export interface EnvironmentFact {
  /** https origin without a slash at the end. */
  readonly url: string;
  /** Power Platform environment ID: a GUID or `Default-{tenant GUID}`. */
  readonly environmentId: string;
  readonly organizationId: string;
  readonly tenantId: string;
  readonly cloud: CloudId;
  readonly name: string;
  /** `Production`, `Sandbox`, …; null if the service does not return it. */
  readonly type: string | null;
}

/** A row of `pluginassemblies` or `pluginpackages`. */
export interface ComponentFact {
  readonly type: ComponentType;
  readonly id: string;
  readonly name: string;
  readonly uniqueName: string | null;
  readonly managedIdentityId: string | null;
  /** ID of the package that contains the assembly; null for any other component. */
  readonly packageId: string | null;
  /** ISO time of the last change to the row, content and binding included; null if the service does not return it. */
  readonly modifiedOn: string | null;
}

/** A row of `managedidentities`; numbers as the service gives them. */
export interface IdentityRecord {
  readonly id: string;
  readonly name: string;
  readonly applicationId: string | null;
  readonly tenantId: string | null;
  readonly credentialSource: number | null;
  readonly subjectScope: number | null;
  /** As stored; null means 0. */
  readonly version: number | null;
  readonly active: boolean;
  /** Part of a managed solution. */
  readonly managed: boolean;
}

/**
 * Which record belongs to the component. `bound`: the component points to it. `fits`: nothing is bound, and exactly one
 * unbound record fits, or else the only one whose application trusts the component. `missing`: nothing is bound and none, or more than one, fits (`candidates`).
 */
export type IdentityFact =
  | {
      readonly state: 'bound' | 'fits';
      readonly record: IdentityRecord;
      readonly candidates: readonly IdentityRecord[];
    }
  | { readonly state: 'missing'; readonly record: null; readonly candidates: readonly IdentityRecord[] };

export interface ApplicationFact {
  /** Object id. */
  readonly id: string;
  readonly appId: string;
  readonly displayName: string;
}

export interface ServicePrincipalFact {
  readonly id: string;
  readonly appId: string;
  readonly displayName: string;
  readonly type: string;
  readonly enabled: boolean;
  /** Tenant where the application is registered. */
  readonly ownerTenantId: string | null;
  /** The application may be used in other tenants than its own. */
  readonly multiTenant: boolean;
  /** ARM ID of a user-assigned managed identity; null for anything else. */
  readonly resourceId: string | null;
}

/** The Entra side of a client ID: an app registration, a user-assigned managed identity, or nothing. */
export interface ApplicationsFact {
  readonly application: ApplicationFact | null;
  readonly servicePrincipal: ServicePrincipalFact | null;
  /**
   * The record holds the *object* id of an application or service principal instead of its client ID; `application` and
   * `servicePrincipal` are what is meant then.
   */
  readonly byObjectId: ApplicationFact | null;
}

export interface FederatedCredential {
  readonly id: string;
  readonly name: string;
  readonly issuer: string;
  /** Null for a flexible credential (claims-matching expression). */
  readonly subject: string | null;
  readonly audiences: readonly string[];
  readonly description: string | null;
  /** The URL that PATCH, PUT and DELETE go to. */
  readonly url: string;
}

/** The Azure resource of a user-assigned managed identity. */
export interface ManagedIdentityFact {
  /** ARM ID. */
  readonly id: string;
  /** An administrator blocked federated credentials on it; null where this cloud does not know the setting yet. */
  readonly federationBlocked: boolean | null;
}

/** `plugintracelogsetting` of the environment. */
export type TraceLogging = 'off' | 'exceptions' | 'all';

export interface CredentialsFact {
  readonly credentials: readonly FederatedCredential[];
  /** URL of the collection in which a new one is created. */
  readonly url: string;
  readonly system: 'graph' | 'arm';
}

/** An application or managed identity that another record of the environment names. */
export interface OtherIdentity {
  /** Client ID. */
  readonly applicationId: string;
  /** Null: they could not be read. */
  readonly credentials: readonly FederatedCredential[] | null;
  /** A component that uses this identity has, or may have, the same certificate. */
  readonly sameSigner: boolean;
}

/** By ID. */
export interface OthersCredentialsFact {
  /** Another component relies on them, here or in another environment. */
  readonly relied: readonly string[];
  /** A component that could not be read may rely on them. */
  readonly unclear: readonly string[];
}

/** Another component on the same record. */
export interface Neighbor {
  readonly component: ComponentFact;
  /** Empty: unsigned. Null: its content could not be read. */
  readonly trusts: readonly Trust[] | null;
}

/** The trusts of all versions for the registered content; empty when it is unsigned. */
export interface ExpectedTrustFact {
  /** Version of the record, 0 if empty; null if ppmi does not know the version. */
  readonly version: TrustVersion | null;
  readonly trusts: readonly Trust[];
}

/** A run of the plug-in that failed because of its identity, from its trace log. */
export interface FailedRun {
  /** ID of the trace log row. */
  readonly id: string;
  /** ISO time. */
  readonly at: string;
  /** .NET class. */
  readonly typeName: string;
  /** Error of Entra; null if it issued a token. */
  readonly error: DecodedError | null;
  /** Refusal of the resource; null if there was no request to it. */
  readonly refusal: ResourceRefusal | null;
}

/** Local files that the user passed. */
export interface LocalFiles {
  /** File that should be registered; null: not given. */
  readonly assembly: LocalAssembly | null;
  /** Files that may have been hashed by mistake, or used to sign an earlier build. */
  readonly others: readonly OtherFile[];
}

export interface LocalAssembly {
  readonly name: string;
  readonly file: SignedFile;
  /** Whose file it is; absent: that of the component that is diagnosed. */
  readonly componentId?: string | undefined;
}

export interface OtherFile {
  readonly bytes: Uint8Array;
  /** Null: no certificate, or none without a password. */
  readonly certificate: Certificate | null;
}

/** The directory from which applications and identities were read. */
export interface DirectoryFact {
  /** `tid` claim of the tokens; null: they have none. */
  readonly tenantId: string | null;
}

export interface Facts {
  readonly environment: EnvironmentFact;
  readonly directory: DirectoryFact;
  readonly component: ComponentFact;
  /** Every managed identity record of the environment. */
  readonly records: readonly IdentityRecord[];
  /** Every plug-in assembly and package of the environment. */
  readonly components: readonly ComponentFact[];
  readonly identity: IdentityFact;
  readonly applications: ApplicationsFact;
  readonly federatedCredentials: CredentialsFact | null;
  /** Identities that other records name, to find a credential on the wrong identity. */
  readonly otherCredentials: readonly OtherIdentity[];
  /** The other components that are bound to the same record, with what the platform presents for them. */
  readonly neighbors: readonly Neighbor[];
  /** Credentials of the identity that may not be this component's. */
  readonly othersCredentials: OthersCredentialsFact;
  /** What is registered in Dataverse, read as a signed file; null when the service returns no content. */
  readonly registeredFile: SignedFile | null;
  readonly localFiles: LocalFiles;
  readonly expectedTrust: ExpectedTrustFact;
  /**
   * The latest failed run of each class of the component in the last 24 hours, newest first. Empty also where nothing is
   * traced: the log says what went wrong, never that all is well.
   */
  readonly recentErrors: readonly FailedRun[];
  /** Null when no recent run was refused by a vault. */
  readonly vaultAccess: VaultAccess | null;
  /** Null for an application, and for an identity that was deleted. */
  readonly managedIdentity: ManagedIdentityFact | null;
  /**
   * Whether the managed properties of the record allow changes; null for one that is not part of a managed solution, and where
   * the service does not tell.
   */
  readonly recordCustomizable: boolean | null;
  /** Name of the solution of a record that cannot be changed; null where it can, and where the service does not tell. */
  readonly recordSolution: string | null;
  /** Which runs leave a trace log; null if the service does not return it. */
  readonly traceLogging: TraceLogging | null;
  /**
   * ISO time of the latest change to a credential of the application, according to the audit log. Null: none is recorded,
   * or no run failed in a way that makes it matter.
   */
  readonly credentialsChangedAt: string | null;
  /** The identity's application user in this environment; null also when no recent run was refused by Dataverse. */
  readonly applicationUser: ApplicationUser | null;
  /** The service's clock, by which dates are judged. */
  readonly now: Date;
}

export type FactName = keyof Facts;
