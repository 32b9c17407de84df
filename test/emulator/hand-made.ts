/** A hand-made world, context and request: services are tested without proxy, TLS or Entra. */
import { createLag } from '../../src/emulator/consistency/lag.ts';
import type {
  Caller,
  Context,
  EmulatedRequest,
  EmulatedResponse,
  PluginRun,
  Service,
} from '../../src/emulator/services/service.ts';
import type {
  Application,
  Component,
  Environment,
  ManagedIdentityRecord,
  Subscription,
  Tenant,
  World,
} from '../../src/emulator/world/model.ts';

export const tenantId = '738016bf-2f59-46ca-9660-357d1de3b865';
export const operatorClientId = '1f2e3d4c-0000-4000-8000-000000000001';
export const operatorObjectId = '1f2e3d4c-0000-4000-8000-000000000002';
export const identityClientId = '9a3c4f6e-0000-4000-8000-000000000010';
export const issuer = `https://login.microsoftonline.com/${tenantId}/v2.0`;
export const audience = 'api://AzureADTokenExchange';

export function application(changes: Partial<Application> = {}): Application {
  return {
    id: '9a3c4f6e-0000-4000-8000-000000000011',
    appId: identityClientId,
    displayName: 'plug-in identity',
    signInAudience: 'AzureADMyOrg',
    federatedIdentityCredentials: [],
    secrets: [],
    certificates: [],
    ...changes,
  };
}

export function tenant(changes: Partial<Tenant> = {}): Tenant {
  return {
    id: tenantId,
    displayName: 'Contoso',
    applications: [application()],
    servicePrincipals: [
      {
        id: '9a3c4f6e-0000-4000-8000-000000000012',
        appId: identityClientId,
        displayName: 'plug-in identity',
        servicePrincipalType: 'Application',
        alternativeNames: [],
        accountEnabled: true,
        appOwnerOrganizationId: tenantId,
      },
    ],
    conditionalAccessBlocks: [],
    ...changes,
  };
}

export function component(changes: Partial<Component> = {}): Component {
  return {
    kind: 'assembly',
    id: 'c0000000-0000-4000-8000-000000000001',
    name: 'Contoso.Plugins',
    uniqueName: null,
    version: '1.0.0.0',
    packageId: null,
    managedIdentityId: null,
    content: Buffer.from('MZ').toString('base64'),
    presents: { issuer, subject: '/eid1/c/pub/t/x', audience },
    scope: 'https://vault.azure.net/.default',
    modifiedOn: '2026-01-01T00:00:00Z',
    ...changes,
  };
}

/** A record of version 2 that is complete. */
export function managedIdentity(changes: Partial<ManagedIdentityRecord> = {}): ManagedIdentityRecord {
  return {
    id: 'a0000000-0000-4000-8000-000000000001',
    name: 'identity',
    applicationId: identityClientId,
    tenantId,
    credentialSource: 2,
    subjectScope: 1,
    version: 2,
    stateCode: 0,
    isManaged: false,
    ...changes,
  };
}

export function environment(changes: Partial<Environment> = {}): Environment {
  return {
    id: 'e0000000-0000-4000-8000-000000000001',
    organizationId: 'd0000000-0000-4000-8000-000000000001',
    tenantId,
    url: 'https://contoso-dev.crm4.dynamics.com',
    uniqueName: 'unq0001',
    friendlyName: 'Contoso Dev',
    type: 'Sandbox',
    hasVersionColumn: true,
    managedIdentities: [],
    components: [component()],
    traceLogs: [],
    applicationUsers: [],
    ...changes,
  };
}

export const subscriptionId = '50000000-0000-4000-8000-000000000001';

export function subscription(changes: Partial<Subscription> = {}): Subscription {
  return {
    id: subscriptionId,
    tenantId,
    displayName: 'Contoso production',
    identities: [
      {
        resourceGroup: 'plugins',
        name: 'plug-in-identity',
        clientId: '9a3c4f6e-0000-4000-8000-000000000020',
        principalId: '9a3c4f6e-0000-4000-8000-000000000021',
        location: 'westeurope',
        federatedIdentityCredentials: [],
      },
    ],
    roleAssignments: [],
    vaults: [
      { resourceGroup: 'plugins', name: 'Contoso-Vault', rbac: true, accessPolicies: [], secrets: { answer: '42' } },
    ],
    ...changes,
  };
}

export function world(changes: Partial<World> = {}): World {
  return {
    title: 'hand-made',
    cloud: 'public',
    now: '2026-03-01T08:00:00Z',
    seed: 1,
    tenants: [tenant()],
    environments: [environment()],
    operator: {
      tenantId,
      clientId: operatorClientId,
      clientSecret: 'unused',
      graphPermissions: ['Application.ReadWrite.All'],
      dataverseMember: true,
      missingPrivileges: [],
      azureRoles: ['Owner'],
    },
    wire: [],
    subscriptions: [],
    ...changes,
  };
}

/** `caller: null` stands for a request without a valid token. */
export function context(
  shown: World,
  options: { caller?: Partial<Caller> | null; run?: PluginRun; now?: () => Date } = {},
): Context {
  let ids = 0;
  const operator: Caller = {
    tenantId,
    clientId: operatorClientId,
    objectId: operatorObjectId,
    audience: '',
    roles: shown.operator.graphPermissions,
    scopes: [],
  };
  const now = options.now ?? (() => new Date(shown.now ?? 0));
  return {
    world: shown,
    now,
    newId: () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`,
    lag: createLag(shown, now),
    logs: true,
    caller: (_request, [accepted = '']) =>
      options.caller === null ? null : { ...operator, audience: accepted, ...options.caller },
    runPlugin: async () => options.run ?? { ok: true, claims: { appid: identityClientId } },
  };
}

export function request(
  method: string,
  url: string,
  body?: unknown,
  headers: Record<string, string> = {},
): EmulatedRequest {
  const { hostname, pathname, searchParams } = new URL(url);
  return {
    method,
    host: hostname,
    path: pathname,
    query: searchParams,
    headers,
    body: Buffer.from(body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)),
  };
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The body as a client would read it. */
  readonly body: Json;
}
export type Json = { readonly [key: string]: Json } & readonly Json[] & string;

/** Sends requests to one service of one world. */
export function client(service: Service, emulated: Context) {
  return async (method: string, url: string, body?: unknown, headers?: Record<string, string>): Promise<Answer> => {
    const response: EmulatedResponse = await service.handle(request(method, url, body, headers), emulated);
    return { status: response.status, headers: response.headers ?? {}, body: response.body as Json };
  };
}
