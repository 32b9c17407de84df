/** Clients of the services: one sign-in and one directory for all environments of a tenant. */

import { type CloudId, cloud } from '../domain/cloud/cloud.ts';
import { PpmiError } from '../domain/errors.ts';
import { quoted } from '../domain/harmless-text.ts';
import type { TokenProvider } from '../net/sign-in/token-provider.ts';
import { type SignedIn, signedInBy } from '../net/token-claims.ts';
import { createArm } from '../sources/arm.ts';
import { tenantOfEnvironment } from '../sources/challenge.ts';
import { createServiceClient, type ServiceClient } from '../sources/client.ts';
import { createDataverse, dataverseHeaders } from '../sources/dataverse.ts';
import { createGraph } from '../sources/graph.ts';
import { createObjects, type Objects } from '../sources/objects.ts';
import type { Refusal } from '../sources/refusal.ts';
import { shareArm, shareDataverse, shareGraph } from '../sources/shared.ts';
import type { DataverseSource, Sources } from '../sources/sources.ts';
import type { HttpContext } from './http-context.ts';
import { openTokenProvider, type SignInFlags } from './sign-in.ts';

/** The systems that a component of an environment is read from. */
export type Systems = Pick<Sources, 'dataverse' | 'graph' | 'arm'>;

export interface ServiceClients {
  /** For another host of a system; `audience` if it is not the origin. */
  client(system: keyof typeof services, origin: string, audience?: string): ServiceClient;
  /** Reuses nothing that was read before. */
  fresh(environmentUrl: string): Systems;
  /** The systems that need no environment. */
  readonly directory: Pick<Systems, 'graph' | 'arm'>;
  /** As the latest token says; null before the first one. */
  signedInAs(): SignedIn | null;
  /** The tenant whose applications and identities would be changed, as the tokens for Graph and ARM say; null: not known. */
  directoryTenantId(): string | null;
  /** The objects that a repair of this environment changes. */
  objects(environmentUrl: string): Objects;
  /** What several components have in common is read once. */
  shared(environmentUrl: string): Systems;
  /**
   * Starts what a diagnosis needs first: a token and connections for Dataverse, then for Graph. Resolves as soon as the
   * sign-in is on its way, so that modules load while the network responds.
   */
  prefetch(environmentUrl: string): Promise<void>;
}

/** `environment`: its origin, whose tenant is signed in to unless a flag names another; null when not known yet. */
export type OpenServiceClients = (cloudId: CloudId, environment: string | null) => Promise<ServiceClients>;

export function createServiceClientsOpener(given: SignInFlags, context: HttpContext): OpenServiceClients {
  const { flags, profile } = context.target.withProfile(given);
  const opened = new Map<string, Promise<ServiceClients>>();

  async function tenantOf(environment: string | null): Promise<string | undefined> {
    const tenant = flags['sign-in-tenant'];
    if (tenant !== undefined || environment === null || context.target.signIn !== null) return tenant;
    if (flags['sign-in-client-id'] === undefined) return undefined;
    return (await tenantOfEnvironment(context.http, environment)) ?? undefined;
  }

  return async (cloudId, environment) => {
    if (profile !== null && profile.cloud !== cloudId) {
      const detail = `Profile ${quoted(profile.name)} is for the cloud ${profile.cloud}, but the environment is in ${cloudId}; use another --profile`;
      throw new PpmiError('usage', { detail });
    }
    const tenant = await tenantOf(environment);
    const key = `${cloudId} ${tenant ?? ''}`;
    const access = opened.get(key) ?? open(cloudId, environment, tenant);
    opened.set(key, access);
    return access;
  };

  async function open(
    cloudId: CloudId,
    environment: string | null,
    tenant: string | undefined,
  ): Promise<ServiceClients> {
    const signIn = tenant === undefined ? flags : { ...flags, 'sign-in-tenant': tenant };
    return accessWith(await openTokenProvider(signIn, { context, cloud: cloudId, environment }), {
      cloudId,
      azureCloud: azureCloudOf(cloudId, flags['azure-cloud']),
      context,
    });
  }
}

interface Places {
  readonly cloudId: CloudId;
  /** The cloud of the Azure subscription. */
  readonly azureCloud: CloudId;
  readonly context: HttpContext;
}

/** An organization in GCC may have its subscription in either Azure cloud, and nothing says in which (inferred). */
function azureCloudOf(cloudId: CloudId, asked: SignInFlags['azure-cloud']): CloudId {
  if (asked === undefined || (asked === 'public' && ['public', 'gcc'].includes(cloudId))) return cloudId;
  if (asked === 'usgov' && ['gcc', 'gcchigh', 'dod'].includes(cloudId)) return cloudId === 'gcc' ? 'gcchigh' : cloudId;
  throw new PpmiError('usage', { detail: `--azure-cloud ${asked} cannot be combined with the cloud ${cloudId}` });
}

function accessWith(credential: TokenProvider, { cloudId, azureCloud, context: { http } }: Places): ServiceClients {
  let signedIn: SignedIn | null = null;
  let directoryTenantId: string | null = null;
  const client = (system: keyof typeof services, origin: string, audience = origin) =>
    createServiceClient({
      http,
      system,
      async token() {
        const token = await credential.getToken(resource(origin, audience));
        signedIn = signedInBy(token) ?? signedIn;
        if (system !== 'dataverse') directoryTenantId = signedIn?.tenantId ?? directoryTenantId;
        return token;
      },
      ...services[system],
    });

  const graphUrl = `https://${cloud(cloudId).graphHost.value}`;
  const armUrl = `https://${cloud(azureCloud).armHost.value}`;
  // Resource Manager's own audience where the table has one: its slash at the end stays, so two follow (documented).
  const armAudience = cloud(azureCloud).armAudience.value ?? armUrl;
  const dataverse = (url: string) => createDataverse(client('dataverse', url), url, cloudId);
  const graphClient = () => client('graph', graphUrl);
  const armClient = () => client('arm', armUrl, armAudience);
  const graph = () => createGraph(graphClient(), `${graphUrl}/v1.0`);
  const arm = () => createArm(armClient(), armUrl);

  const directory = { graph: shareGraph(graph()), arm: shareArm(arm()) };
  const environments = new Map<string, DataverseSource>();
  return {
    client,
    directory,
    signedInAs: () => signedIn,
    directoryTenantId: () => directoryTenantId,
    objects: (url) => createObjects({ dataverse: client('dataverse', url), graph: graphClient(), arm: armClient() }),
    fresh: (url) => ({ dataverse: dataverse(url), graph: graph(), arm: arm() }),
    shared(url) {
      const environment = environments.get(url) ?? shareDataverse(dataverse(url));
      environments.set(url, environment);
      return { ...directory, dataverse: environment };
    },
    async prefetch(url) {
      // After one failed connection, no more are opened: a proxy counts wrong passwords.
      if (!(await credential.prepare())) return;
      // One after the other: a user whose sign-in failed must not be prompted twice.
      void credential
        .prefetchToken(resource(url))
        .then((there) => there && credential.prefetchToken(resource(graphUrl)));
      // The request is sent in this turn of the event loop, before other work delays it.
      await new Promise((resolve) => setImmediate(resolve));
      void http.preconnect(url, firstRequests.dataverse);
      void http.preconnect(graphUrl, firstRequests.graph);
    },
  };
}

/** Number of requests sent at the same time once there is a token (docs/speed.md). */
const firstRequests = { dataverse: 5, graph: 2 };

const resource = (origin: string, audience = origin) => ({ scope: `${audience}/.default`, origin });

/** Refusals that no role changes (documented; the second observed). */
const blockedByPolicy: Readonly<Record<string, Refusal>> = {
  '0x80095ffe': {
    permission:
      'a network address that the IP firewall of the environment allows; no role changes that (ppmi explain dataverse-ip-firewall)',
    who: 'a Power Platform administrator, who can add the address',
  },
  '0x80095ffc': {
    permission:
      'an application that the environment allows; no role changes that (ppmi explain dataverse-application-restricted)',
    who: 'a Power Platform administrator, who can allow the application',
  },
};

const services = {
  dataverse: {
    headers: dataverseHeaders,
    refused: (code: string) =>
      blockedByPolicy[code] ?? {
        permission: 'membership of the environment with a role that may read this (System Customizer has it)',
        who: 'an administrator of the environment',
        // "The user is not a member of the organization." (observed); any other refusal is about what was read.
        vague: code !== '0x80072560',
      },
    writeRefused: {
      permission: 'the System Customizer or System Administrator role in the environment',
      who: 'an administrator of the environment',
    },
  },
  arm: {
    headers: {},
    refused: {
      permission: 'Reader on the user-assigned managed identity (Azure)',
      who: 'an Owner or User Access Administrator of its resource group',
    },
    writeRefused: {
      permission: 'Managed Identity Contributor on the user-assigned managed identity (Azure)',
      who: 'an Owner or User Access Administrator of its resource group',
    },
    unseen: new Map([
      [
        'SubscriptionNotFound',
        'the subscription may be in another tenant, or (GCC) in the other Azure cloud; see --azure-cloud',
      ],
    ]),
  },
  discovery: {
    headers: dataverseHeaders,
    refused: { permission: 'an interactive sign-in', who: 'the user of ppmi' },
  },
  'admin list': {
    headers: {},
    refused: { permission: 'the Power Platform Administrator role', who: 'a Global Administrator of the tenant' },
  },
  'environment diagnostics': {
    headers: {},
    refused: {
      // The service reads the template ID of the role in the claim "wids" (observed), which a role assigned later lacks.
      permission:
        'the Power Platform Administrator role, active at sign-in (11648597-926c-4cf3-9c36-bcebb0ba8dcc in the claim "wids")',
      who: 'a Global Administrator of the tenant',
    },
  },
  graph: {
    headers: {},
    refused: {
      permission: 'Application.Read.All (Microsoft Graph)',
      who: 'a Global Administrator or Privileged Role Administrator of the tenant',
    },
    writeRefused: {
      permission: 'Application.ReadWrite.All (Microsoft Graph), or ownership of the application',
      who: 'a Global Administrator or Privileged Role Administrator of the tenant, or an owner of the application',
    },
  },
};
