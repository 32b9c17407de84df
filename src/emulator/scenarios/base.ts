/**
 * A healthy world in the cloud, and with the kind of identity, component and certificate that a scenario requires.
 * Organization names contain two hyphens in a row, which Dataverse does not allow, and tenants use `.example` domains.
 */
import { derivedId } from '../derived-id.ts';
import { type Claims, mintClaims } from '../platform/mint.ts';
import type {
  Application,
  Component,
  Environment,
  FederatedIdentityCredential,
  ManagedIdentityRecord,
  PpmiPrincipal,
  ServicePrincipal,
  Tenant,
  World,
} from '../world/model.ts';
import { identityNamed, subscriptionOf } from './azure.ts';
import { applicationNamed, componentNamed, credentialOf, principalOf } from './makers.ts';
import type { BaseOptions } from './options.ts';
import { places } from './places.ts';

/** A healthy world and its parts, for a scenario to inject its fault into. */
export interface Parts {
  readonly options: BaseOptions;
  readonly world: World;
  readonly tenant: Tenant;
  readonly environment: Environment;
  readonly component: Component;
  readonly record: ManagedIdentityRecord;
  /** Null for a user-assigned managed identity. */
  readonly application: Application | null;
  readonly principal: ServicePrincipal;
  /** The list with the right credential as its only item. */
  readonly credentials: FederatedIdentityCredential[];
  readonly credential: FederatedIdentityCredential;
  /** What the platform presents. */
  readonly claims: Claims;
}

const pluginApplication = 'Contoso Invoices';

/** Client id of the application that the plug-in acts as, where that is an app registration. */
export const pluginApplicationId = derivedId(`application/${pluginApplication}`);

/** The identity that the plug-in acts as, and its credentials. */
function actor(kind: BaseOptions['kind'], tenantId: string) {
  if (kind === 'uami') {
    const { identity, principal } = identityNamed('id-contoso-invoices');
    return { application: null, identity, principal, credentials: identity.federatedIdentityCredentials };
  }
  const application = applicationNamed(pluginApplication);
  const principal = principalOf(application, tenantId);
  return { application, identity: null, principal, credentials: application.federatedIdentityCredentials };
}

function operatorOf(tenantId: string, seed: number): { operator: PpmiPrincipal; application: Application } {
  const application = applicationNamed('ppmi operator');
  const clientSecret = `emu-${derivedId(`secret/${seed}`)}`;
  application.secrets.push(clientSecret);
  const operator: PpmiPrincipal = {
    tenantId,
    clientId: application.appId,
    clientSecret,
    graphPermissions: ['Application.ReadWrite.All'],
    dataverseMember: true,
    missingPrivileges: [],
    azureRoles: ['Owner'],
  };
  return { operator, application };
}

function componentNames(count: number): string[] {
  const name = 'Contoso.Invoices.Plugins';
  return Array.from({ length: count }, (_, index) => (index === 0 ? name : `${name}${index + 1}`));
}

export function buildBase(options: BaseOptions): Parts {
  const [tenantId, environmentId, host] = places[options.cloud];
  const { operator, application: operatorApplication } = operatorOf(tenantId, options.seed);
  const { application, identity, principal, credentials } = actor(options.kind, tenantId);
  const tenant: Tenant = {
    id: tenantId,
    displayName: 'Contoso (emulated)',
    domain: 'contoso.example',
    applications: [operatorApplication, ...(application === null ? [] : [application])],
    servicePrincipals: [principalOf(operatorApplication, tenantId), principal],
    conditionalAccessBlocks: [],
  };
  const subscription = subscriptionOf(tenantId, principal.id);
  if (identity !== null) subscription.identities.push(identity);

  const record: ManagedIdentityRecord = {
    id: derivedId('record/Contoso Invoices'),
    name: 'Contoso Invoices',
    applicationId: principal.appId,
    tenantId,
    credentialSource: 2,
    subjectScope: 1,
    version: options.version,
    stateCode: 0,
    isManaged: false,
  };
  const components = componentNames(options.components).map((name) => componentNamed(name, options, record.id));
  const [component] = components;
  if (component?.presents == null) throw new Error('a healthy world has a signed component');
  const environment: Environment = {
    id: environmentId,
    organizationId: derivedId(`organization/${options.cloud}`),
    tenantId,
    url: `https://${host}`,
    uniqueName: 'contosodevexample',
    friendlyName: 'Contoso Dev (emulated)',
    type: options.environmentType,
    hasVersionColumn: true,
    managedIdentities: [record],
    components,
    traceLogs: [],
    applicationUsers: [
      {
        id: derivedId('application-user/operator'),
        applicationId: operator.clientId,
        roles: ['System Administrator'],
        disabled: false,
      },
    ],
  };

  const claims = mintClaims({ cloud: options.cloud, environment, record, presents: component.presents });
  if (claims === null) throw new Error(`version ${options.version} has no issuer in ${options.cloud}`);
  const credential = credentialOf('contoso-invoices-dev', claims);
  credentials.push(credential);

  const world: World = {
    title: '',
    cloud: options.cloud,
    now: options.now,
    seed: options.seed,
    tenants: [tenant],
    environments: [environment],
    operator,
    wire: [],
    subscriptions: [subscription],
  };
  return {
    options,
    world,
    tenant,
    environment,
    component,
    record,
    application,
    principal,
    credentials,
    credential,
    claims,
  };
}
