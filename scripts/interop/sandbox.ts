/** What a client is told of a pretended cloud: names and secrets of the set-up, and how any program reaches a proxy. */
import { readFileSync } from 'node:fs';
import { ProxyAgent, request } from 'undici';

/** The line that `ppmi emulator start --json` prints. */
export interface Access {
  readonly proxy: string;
  readonly caFile: string;
  readonly tenantId: string;
  readonly applicationId: string;
  readonly environmentUrl: string;
  readonly operator: { readonly clientId: string; readonly clientSecretFile: string };
}

/** Names and secrets of a set-up, as an engineer would type them. */
export interface Setup {
  readonly tenantId: string;
  /** The engineer's own application. */
  readonly clientId: string;
  readonly clientSecret: string;
  /** PEM with the key and the certificate that the engineer's application knows; null: it knows none. */
  readonly certificateFile: string | null;
  /** Client id of what the plug-in acts as, and its object id where it is an application. */
  readonly applicationId: string;
  readonly applicationObjectId: string | null;
  readonly environmentUrl: string;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  /** A user-assigned managed identity, where the plug-in acts as one. */
  readonly identityName: string | null;
  readonly vaultUrl: string;
  readonly secretName: string;
}

export interface Ground {
  readonly proxy: string;
  readonly caFile: string;
  readonly setup: Setup;
  /** An environment with nothing of this machine's own proxies and certificates in it. */
  env(more?: Readonly<Record<string, string>>): NodeJS.ProcessEnv;
}

export interface World {
  tenants: { id: string; applications: { id: string; appId: string; certificates: string[] }[] }[];
  subscriptions: {
    id: string;
    identities: { name: string }[];
    vaults: { resourceGroup: string; secrets: Record<string, string> }[];
  }[];
  environments: { components: { target?: string }[] }[];
}

/** What only who starts the world knows. */
export interface Own extends Pick<Setup, 'clientSecret' | 'certificateFile'> {
  readonly home: string;
}

export async function lay(access: Access, own: Own): Promise<Ground> {
  const { proxy, caFile } = access;
  const setup = setupOf(access, await worldOf(access), own);
  return {
    proxy,
    caFile,
    setup,
    env: (more = {}) => ({ PATH: process.env.PATH, LANG: 'C.UTF-8', HOME: own.home, HTTPS_PROXY: proxy, ...more }),
  };
}

/** Without secrets, but it can be started again. */
export async function worldOf(access: Pick<Access, 'proxy' | 'caFile'>): Promise<World> {
  return (await atTheDoor(access, 'GET', 'world')) as World;
}

/** What the platform would present for the plug-in now. */
export async function presented(access: Pick<Access, 'proxy' | 'caFile'>): Promise<string> {
  return ((await atTheDoor(access, 'POST', 'assertion')) as { assertion: string }).assertion;
}

/** The emulator's own door. */
async function atTheDoor({ proxy, caFile }: Pick<Access, 'proxy' | 'caFile'>, method: 'GET' | 'POST', path: string) {
  const dispatcher = new ProxyAgent({ uri: proxy, requestTls: { ca: readFileSync(caFile, 'utf8') } });
  try {
    const { body } = await request(`https://emulator.ppmi.internal/${path}`, { dispatcher, method });
    return await body.json();
  } finally {
    await dispatcher.close();
  }
}

function setupOf(access: Access, world: World, { clientSecret, certificateFile }: Own): Setup {
  const { tenantId, applicationId, environmentUrl, operator } = access;
  const [subscription] = world.subscriptions;
  const [vault] = subscription?.vaults ?? [];
  const target = world.environments[0]?.components[0]?.target;
  if (subscription === undefined || vault === undefined || target === undefined)
    throw new Error('the world has no subscription with a vault that the plug-in reads');
  const { origin, pathname } = new URL(target);
  const applications = world.tenants.find(({ id }) => id === tenantId)?.applications ?? [];
  return {
    tenantId,
    clientId: operator.clientId,
    clientSecret,
    certificateFile,
    applicationId,
    applicationObjectId: applications.find(({ appId }) => appId === applicationId)?.id ?? null,
    environmentUrl,
    subscriptionId: subscription.id,
    resourceGroup: vault.resourceGroup,
    identityName: subscription.identities[0]?.name ?? null,
    vaultUrl: origin,
    secretName: pathname.split('/')[2] ?? '',
  };
}
