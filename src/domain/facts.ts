/** What the sources read about one component's chain. Absence is `null` inside a value; not looked at is a Reading. */

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
  /** `Production`, `Sandbox`, …; null where the service does not tell. */
  readonly type: string | null;
}

/** A row of `pluginassemblies` or `pluginpackages`. */
export interface ComponentFact {
  readonly type: ComponentType;
  readonly id: string;
  readonly name: string;
  readonly uniqueName: string | null;
  readonly managedIdentityId: string | null;
  /** For an assembly that a package brought: the package's id. */
  readonly packageId: string | null;
  /** ISO time of the last change to the row, content and binding included; null where the service does not tell. */
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
  /** Came with a managed solution. */
  readonly managed: boolean;
}

/**
 * Which record speaks for the component. `bound`: the component points to it. `fits`: nothing is bound, and exactly one
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
  /** The URL of the collection that a new one is posted to, or whose child it becomes. */
  readonly url: string;
  readonly system: 'graph' | 'arm';
}

/** An application or managed identity that another record of the environment names. */
export interface OtherIdentity {
  /** Client ID. */
  readonly applicationId: string;
  /** Null: they could not be read. */
  readonly credentials: readonly FederatedCredential[] | null;
  /** A component that is bound to a record of this identity is signed with the same certificate, or may be. */
  readonly sameSigner: boolean;
}

/** Another component on the same record. */
export interface Neighbor {
  readonly component: ComponentFact;
  /** Empty: unsigned. Null: its content could not be read. */
  readonly trusts: readonly Trust[] | null;
}

/** The trusts of all versions for the registered content; empty when it is unsigned. */
export interface ExpectedTrustFact {
  /** The record's version, an empty one taken as 0; null when it is beyond what is known. */
  readonly version: TrustVersion | null;
  readonly trusts: readonly Trust[];
}

/** A run of this component's plug-in that failed over its identity, as its trace log tells it. */
export interface FailedRun {
  /** ID of the trace log row. */
  readonly id: string;
  /** ISO time. */
  readonly at: string;
  /** .NET class. */
  readonly typeName: string;
  /** What Entra answered; null when it gave a token. */
  readonly error: DecodedError | null;
  /** What the resource answered to that token; null when it did not come to that. */
  readonly refusal: ResourceRefusal | null;
}

/** Files that the user passes; no service has them. */
export interface LocalFiles {
  /** What is meant to be registered; null: nothing was named. */
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
  /** Null: it holds none, or not without a password. */
  readonly certificate: Certificate | null;
}

/** The directory whose applications and identities were read. */
export interface DirectoryFact {
  /** `tid` of the tokens that it was read with; null: they do not say. */
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
  /** The identities that other records of the environment name, for a credential on the wrong one. */
  readonly otherCredentials: readonly OtherIdentity[];
  /** The other components that are bound to the same record, with what the platform presents for them. */
  readonly neighbors: readonly Neighbor[];
  /** IDs of the identity's credentials that other components rely on, here or in another environment. */
  readonly othersCredentials: readonly string[];
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
   * Whether the managed properties of the record allow changes; null for one that no managed solution brought, and where
   * the service does not tell.
   */
  readonly recordCustomizable: boolean | null;
  /** Name of the solution of a record that cannot be changed; null where it can, and where the service does not tell. */
  readonly recordSolution: string | null;
  /** Which runs leave a trace log; null where the service does not tell. */
  readonly traceLogging: TraceLogging | null;
  /**
   * ISO time of the latest change to a credential of the application, as the audit log tells it. Null: none is recorded,
   * or no run failed in a way that makes it matter.
   */
  readonly credentialsChangedAt: string | null;
  /** The identity's application user in this environment; null also when no recent run was refused by Dataverse. */
  readonly applicationUser: ApplicationUser | null;
  /** The clock the dates are judged by: the service's own, not this machine's. */
  readonly now: Date;
}

export type FactName = keyof Facts;
