/**
 * One healthy world, in the cloud and with the kind of identity, component and certificate that a scenario wants.
 * Organization names hold two hyphens in a row, which Dataverse does not allow, and tenants live under `.example`.
 */
import { type CloudId, cloud } from '../../domain/cloud.ts';
import { type Claims, mintClaims } from '../platform/mint.ts';
import { recordedFile } from '../recorded.ts';
import type {
  Application,
  Component,
  Environment,
  FederatedIdentityCredential,
  ManagedIdentityRecord,
  ServicePrincipal,
  Subscription,
  Tenant,
  World,
} from '../world.ts';
import { idOf } from './ids.ts';

export interface BaseOptions {
  readonly cloud: CloudId;
  /** What the record names: an app registration or a user-assigned managed identity. */
  readonly kind: 'app' | 'uami';
  readonly component: 'assembly' | 'package';
  /** Name of a recorded file: what is registered. */
  readonly content: string;
  readonly version: 0 | 1 | 2;
  readonly environmentType: Environment['type'];
  /** ISO time, or null for the machine's clock. */
  readonly now: string | null;
  readonly components: number;
  readonly seed: number;
}

export const defaults: BaseOptions = {
  cloud: 'public',
  kind: 'app',
  component: 'assembly',
  content: 'self-rsa',
  version: 1,
  environmentType: 'Sandbox',
  now: null,
  components: 1,
  seed: 1,
};

/** A healthy world with its parts at hand, for a scenario to spoil. */
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
  /** The list that holds the right credential, and nothing else. */
  readonly credentials: FederatedIdentityCredential[];
  readonly credential: FederatedIdentityCredential;
  /** What the platform presents. */
  readonly claims: Claims;
}

/** Tenant and environment of rows in trusts.json, so that expected strings are recorded ones. */
const places: Readonly<Record<CloudId, readonly [tenant: string, environment: string, organizationHost: string]>> = {
  public: [
    '9a6df4f7-7fde-0a55-f26e-bccca13ee972',
    '7c4547dd-4bd6-e4c5-1f87-40bcd979571c',
    'contoso-dev--example.crm4.dynamics.com',
  ],
  gcc: [
    '51c443ab-9d3a-667f-115f-f28866405e81',
    '56177529-56c7-5344-39f2-b98d74cfe04f',
    'contoso-dev--example.crm9.dynamics.com',
  ],
  gcchigh: [
    '35db3706-17db-872e-f2ca-9397e6ac26b9',
    '21cd9ac6-8b46-bb89-3b6f-fc056b3bb5d5',
    'contoso-dev--example.crm.microsoftdynamics.us',
  ],
  dod: [
    'd70bc9b5-53aa-6089-9210-23133799be79',
    '68e7f5b7-b277-cec5-2f9f-ed771a20cd67',
    'contoso-dev--example.crm.appsplatform.us',
  ],
  china: [
    '84f2a6ce-39e8-eeaa-c840-0ec3c1530dfe',
    '89beca5f-e6bc-659e-2b3f-423e57edd6b7',
    'contoso-dev--example.crm.dynamics.cn',
  ],
  usnat: [
    'feaf5cde-c1ec-20d6-5dc4-a0d1712818dd',
    'c7c1d21d-72dd-ac8c-df00-4866737a6380',
    'contoso-dev--example.crm.dynamics.eaglex.ic.gov',
  ],
  ussec: [
    '7593c3ee-ce0e-ec63-4464-a27fff01dfc2',
    '281a9daf-173c-0c88-fa83-b76229afc26c',
    'contoso-dev--example.crm.dynamics.microsoft.scloud',
  ],
};

const pluginApplication = 'Contoso Invoices';

/** Client id of the application that the plug-in acts as, where that is an app registration. */
export const pluginApplicationId = idOf(`application/${pluginApplication}`);

/** Long ago: nothing in a healthy world is still spreading. */
export const settled = '2025-06-02T09:30:00Z';

export function credentialOf(name: string, claims: Claims): FederatedIdentityCredential {
  return {
    id: idOf(`credential/${name}`),
    name,
    issuer: claims.issuer,
    subject: claims.subject,
    audiences: [claims.audience],
    description: null,
    createdAt: settled,
    visibleFrom: settled,
  };
}

export function applicationNamed(displayName: string): Application {
  return {
    id: idOf(`application-object/${displayName}`),
    appId: idOf(`application/${displayName}`),
    displayName,
    signInAudience: 'AzureADMyOrg',
    federatedIdentityCredentials: [],
    secrets: [],
    certificates: [],
  };
}

export function principalOf({ appId, displayName }: Application, ownerTenantId: string): ServicePrincipal {
  return {
    id: idOf(`service-principal/${displayName}`),
    appId,
    displayName,
    servicePrincipalType: 'Application',
    alternativeNames: [],
    accountEnabled: true,
    appOwnerOrganizationId: ownerTenantId,
  };
}

function identityNamed(name: string, tenantId: string): { subscription: Subscription; principal: ServicePrincipal } {
  const id = idOf('subscription');
  const resourceGroup = 'rg-contoso-plugins';
  const clientId = idOf(`managed-identity/${name}`);
  const principalId = idOf(`managed-identity-principal/${name}`);
  return {
    subscription: {
      id,
      tenantId,
      displayName: 'Contoso (emulated)',
      identities: [
        { resourceGroup, name, clientId, principalId, location: 'westeurope', federatedIdentityCredentials: [] },
      ],
      roleAssignments: [],
      vaults: [],
    },
    principal: {
      id: principalId,
      appId: clientId,
      displayName: name,
      servicePrincipalType: 'ManagedIdentity',
      alternativeNames: [
        'isExplicit=True',
        `/subscriptions/${id}/resourcegroups/${resourceGroup}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`,
      ],
      accountEnabled: true,
      appOwnerOrganizationId: null,
    },
  };
}

export function componentNamed(name: string, options: BaseOptions, managedIdentityId: string): Component {
  const file = recordedFile(options.content);
  if (file === null) throw new Error(`no recorded file ${options.content}`);
  const isPackage = options.component === 'package';
  return {
    kind: options.component,
    id: idOf(`component/${name}`),
    name: isPackage ? `contoso_${name}` : name,
    uniqueName: isPackage ? `contoso_${name}` : null,
    version: '1.0.0.0',
    packageId: null,
    managedIdentityId,
    content: file.base64,
    presents: file.certificate === null ? null : { certificate: file.certificate },
    scope: `https://${cloud(options.cloud).keyVaultSuffix.value}/.default`,
    modifiedOn: settled,
  };
}

export function buildBase(options: BaseOptions): Parts {
  const [tenantId, environmentId, host] = places[options.cloud];
  const operatorApplication = applicationNamed('ppmi operator');
  const operator = {
    tenantId,
    clientId: operatorApplication.appId,
    clientSecret: `emulated-${idOf(`secret/${options.seed}`)}`,
    graphPermissions: ['Application.ReadWrite.All'],
    dataverseMember: true,
    missingPrivileges: [],
    azureRoles: ['Owner'],
  };
  operatorApplication.secrets.push(operator.clientSecret);
  const tenant: Tenant = {
    id: tenantId,
    displayName: 'Contoso (emulated)',
    domain: 'contoso.example',
    applications: [operatorApplication],
    servicePrincipals: [principalOf(operatorApplication, tenantId)],
    conditionalAccessBlocks: [],
  };

  const application = options.kind === 'app' ? applicationNamed(pluginApplication) : null;
  const identity = application === null ? identityNamed('id-contoso-invoices', tenantId) : null;
  const principal = application === null ? identity?.principal : principalOf(application, tenantId);
  const credentials =
    application?.federatedIdentityCredentials ?? identity?.subscription.identities[0]?.federatedIdentityCredentials;
  if (principal === undefined || credentials === undefined) throw new Error('neither application nor identity');
  if (application !== null) tenant.applications.push(application);
  tenant.servicePrincipals.push(principal);

  const record: ManagedIdentityRecord = {
    id: idOf('record/Contoso Invoices'),
    name: 'Contoso Invoices',
    applicationId: principal.appId,
    tenantId,
    credentialSource: 2,
    subjectScope: 1,
    version: options.version,
    stateCode: 0,
    isManaged: false,
  };
  const names = Array.from({ length: options.components }, (_, index) =>
    index === 0 ? 'Contoso.Invoices.Plugins' : `Contoso.Invoices.Plugins${index + 1}`,
  );
  const components = names.map((name) => componentNamed(name, options, record.id));
  const [component] = components;
  if (component === undefined) throw new Error('a world needs a component');
  const environment: Environment = {
    id: environmentId,
    organizationId: idOf(`organization/${options.cloud}`),
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
        id: idOf('application-user/operator'),
        applicationId: operator.clientId,
        roles: ['System Administrator'],
        disabled: false,
      },
    ],
  };

  const presents = component.presents ?? { certificate: 'self-rsa' };
  const claims = mintClaims({ cloud: options.cloud, environment, record, presents });
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
    subscriptions: identity === null ? [] : [identity.subscription],
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
