/** A world as far as somebody wrote it down. Shape: schemas/world.schema.json. */
import type {
  Application,
  Component,
  Environment,
  FederatedIdentityCredential,
  ManagedIdentityRecord,
  Operator,
  ServicePrincipal,
  Subscription,
  Tenant,
  World,
} from './model.ts';

type Written<T, Needed extends keyof T> = Pick<T, Needed> & Partial<T>;

export interface Draft
  extends Partial<Pick<World, 'title' | 'cloud' | 'now' | 'seed' | 'wire' | 'ranBefore' | 'localFiles'>> {
  readonly tenants: readonly DraftTenant[];
  readonly environments: readonly DraftEnvironment[];
  readonly operator?: Partial<Operator>;
  readonly subscriptions?: readonly DraftSubscription[];
  readonly environmentsWithoutDataverse?: NonNullable<World['environmentsWithoutDataverse']>;
}

export type DraftCredential = Omit<
  Written<FederatedIdentityCredential, 'issuer' | 'subject' | 'audiences'>,
  'claimsMatchingExpression'
> & {
  readonly claimsMatchingExpression?: FederatedIdentityCredential['claimsMatchingExpression'] | null;
};

export type DraftApplication = Omit<Written<Application, 'appId'>, 'federatedIdentityCredentials'> & {
  readonly federatedIdentityCredentials?: readonly DraftCredential[];
};

export type DraftTenant = Omit<Written<Tenant, 'id'>, 'applications' | 'servicePrincipals'> & {
  readonly applications?: readonly DraftApplication[];
  readonly servicePrincipals?: readonly Written<ServicePrincipal, 'appId'>[];
};

export type DraftComponent = Written<Component, 'name'> & {
  readonly file?: string;
  readonly presented?: { issuer: string; subject: string; audience: string };
  readonly certificate?: string;
};

export type DraftEnvironment = Omit<
  Written<Environment, 'id' | 'url'>,
  'managedIdentities' | 'components' | 'applicationUsers'
> & {
  readonly managedIdentities?: readonly Written<ManagedIdentityRecord, 'applicationId'>[];
  readonly components?: readonly DraftComponent[];
  readonly applicationUsers?: readonly Written<Environment['applicationUsers'][number], 'applicationId'>[];
};

type Identity = Subscription['identities'][number];
type Vault = Subscription['vaults'][number];
type Assignment = Subscription['roleAssignments'][number];

type Other = NonNullable<Subscription['resources']>[number];

export type DraftSubscription = Omit<
  Written<Subscription, 'id'>,
  'identities' | 'roleAssignments' | 'vaults' | 'resources'
> & {
  readonly identities?: readonly (Omit<Written<Identity, 'name' | 'clientId'>, 'federatedIdentityCredentials'> & {
    readonly federatedIdentityCredentials?: readonly DraftCredential[];
  })[];
  readonly roleAssignments?: readonly Written<Assignment, 'scope' | 'principalId' | 'roleDefinitionId'>[];
  readonly vaults?: readonly Written<Vault, 'name'>[];
  readonly resources?: readonly Written<Other, 'type' | 'name'>[];
};

/** A file that is no world; `detail` says where and why. */
export class WorldFileError extends Error {
  readonly detail: string;

  constructor(detail: string) {
    super(detail);
    this.name = 'WorldFileError';
    this.detail = detail;
  }
}
