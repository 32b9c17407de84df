/** A world as a file describes it. Shape: schemas/world.schema.json. */
import type {
  Application,
  Component,
  Environment,
  FederatedIdentityCredential,
  ManagedIdentityRecord,
  PpmiPrincipal,
  PresentedClaims,
  ServicePrincipal,
  SigningCertificate,
  Subscription,
  Tenant,
  TraceLog,
  World,
} from './model.ts';

type Written<T, Needed extends keyof T> = Pick<T, Needed> & Partial<T>;

export interface Input
  extends Partial<
    Pick<World, 'title' | 'cloud' | 'now' | 'seed' | 'wire' | 'ranBefore' | 'localFiles' | 'consistency' | 'clock'>
  > {
  readonly tenants: readonly TenantInput[];
  readonly environments: readonly EnvironmentInput[];
  readonly operator?: Partial<PpmiPrincipal>;
  readonly subscriptions?: readonly SubscriptionInput[];
  readonly environmentsWithoutDataverse?: NonNullable<World['environmentsWithoutDataverse']>;
}

export type CredentialInput = Omit<
  Written<FederatedIdentityCredential, 'issuer' | 'subject' | 'audiences'>,
  'claimsMatchingExpression'
> & {
  readonly claimsMatchingExpression?: FederatedIdentityCredential['claimsMatchingExpression'] | null;
};

export type ApplicationInput = Omit<Written<Application, 'appId'>, 'federatedIdentityCredentials'> & {
  readonly federatedIdentityCredentials?: readonly CredentialInput[];
};

export type TenantInput = Omit<Written<Tenant, 'id'>, 'applications' | 'servicePrincipals'> & {
  readonly applications?: readonly ApplicationInput[];
  readonly servicePrincipals?: readonly Written<ServicePrincipal, 'appId'>[];
};

export type ComponentInput = Written<Component, 'name'> & {
  readonly file?: string;
  readonly presented?: PresentedClaims | Partial<Record<'0' | '1' | '2', PresentedClaims>>;
  readonly certificate?: string | SigningCertificate;
};

export type EnvironmentInput = Omit<
  Written<Environment, 'id' | 'url'>,
  'managedIdentities' | 'components' | 'applicationUsers' | 'traceLogs'
> & {
  readonly traceLogs?: readonly Partial<TraceLog>[];
  readonly managedIdentities?: readonly Written<ManagedIdentityRecord, 'applicationId'>[];
  readonly components?: readonly ComponentInput[];
  readonly applicationUsers?: readonly Written<Environment['applicationUsers'][number], 'applicationId'>[];
};

type Identity = Subscription['identities'][number];
type Vault = Subscription['vaults'][number];
type Assignment = Subscription['roleAssignments'][number];

type Other = NonNullable<Subscription['resources']>[number];

export type SubscriptionInput = Omit<
  Written<Subscription, 'id'>,
  'identities' | 'roleAssignments' | 'vaults' | 'resources'
> & {
  readonly identities?: readonly (Omit<Written<Identity, 'name' | 'clientId'>, 'federatedIdentityCredentials'> & {
    readonly federatedIdentityCredentials?: readonly CredentialInput[];
  })[];
  readonly roleAssignments?: readonly Written<Assignment, 'scope' | 'principalId' | 'roleDefinitionId'>[];
  readonly vaults?: readonly Written<Vault, 'name'>[];
  readonly resources?: readonly Written<Other, 'type' | 'name'>[];
};

/** The file does not describe a world; `detail` says where and why. */
export class WorldFileError extends Error {
  readonly detail: string;

  constructor(detail: string) {
    super(detail);
    this.name = 'WorldFileError';
    this.detail = detail;
  }
}
