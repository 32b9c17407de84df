/** What a client gets to know about an emulator: names, secrets, and the proxy through which to reach it. */
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

/** Names and secrets as an engineer would type them. */
export interface SandboxConfig {
  readonly tenantId: string;
  /** The engineer's application, not the plug-in's. */
  readonly clientId: string;
  readonly clientSecret: string;
  /** PEM with key and certificate of the engineer's application; null if it has none. */
  readonly certificateFile: string | null;
  /** Client ID of the plug-in's identity, and its object ID if it is an application. */
  readonly applicationId: string;
  readonly applicationObjectId: string | null;
  readonly environmentUrl: string;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  /** Name of the user-assigned managed identity, if the plug-in uses one. */
  readonly identityName: string | null;
  readonly vaultUrl: string;
  readonly secretName: string;
}

export interface Sandbox {
  readonly proxy: string;
  readonly caFile: string;
  readonly config: SandboxConfig;
  /** An environment without this machine's own proxies and certificates. */
  env(more?: Readonly<Record<string, string>>): NodeJS.ProcessEnv;
  /** The emulated world now, without its secrets. */
  world(): Promise<World>;
  /** Ends the emulator; the session ends those that still run. */
  close(): Promise<void>;
}

export interface World {
  tenants: {
    id: string;
    applications: {
      id: string;
      appId: string;
      certificates: string[];
      federatedIdentityCredentials: { id: string; name: string }[];
    }[];
  }[];
  subscriptions: {
    id: string;
    identities: { name: string }[];
    vaults: { resourceGroup: string; secrets: Record<string, string> }[];
  }[];
  environments: { components: { target?: string }[] }[];
}

/** Known only to the process that started the emulator. */
export interface SandboxSecrets extends Pick<SandboxConfig, 'clientSecret' | 'certificateFile'> {
  readonly home: string;
  readonly close: () => Promise<void>;
}

export async function createSandbox(access: Access, own: SandboxSecrets): Promise<Sandbox> {
  const { proxy, caFile } = access;
  const config = configOf(access, await worldOf(access), own);
  return {
    proxy,
    caFile,
    config,
    env: (more = {}) => ({ PATH: process.env.PATH, LANG: 'C.UTF-8', HOME: own.home, HTTPS_PROXY: proxy, ...more }),
    world: () => worldOf(access),
    close: own.close,
  };
}

/** The emulated world without its secrets; it can be started again. */
export async function worldOf(access: Pick<Access, 'proxy' | 'caFile'>): Promise<World> {
  return (await callEmulator(access, 'GET', 'world')) as World;
}

/** The assertion that the platform would present for the plug-in now. */
export async function presented(access: Pick<Access, 'proxy' | 'caFile'>): Promise<string> {
  return ((await callEmulator(access, 'POST', 'assertion')) as { assertion: string }).assertion;
}

/** Calls the control API of the emulator. */
async function callEmulator({ proxy, caFile }: Pick<Access, 'proxy' | 'caFile'>, method: 'GET' | 'POST', path: string) {
  const dispatcher = new ProxyAgent({ uri: proxy, requestTls: { ca: readFileSync(caFile, 'utf8') } });
  try {
    const { body } = await request(`https://emulator.ppmi.internal/${path}`, { dispatcher, method });
    return await body.json();
  } finally {
    await dispatcher.close();
  }
}

function configOf(access: Access, world: World, { clientSecret, certificateFile }: SandboxSecrets): SandboxConfig {
  const { tenantId, applicationId, environmentUrl, operator } = access;
  const [subscription] = world.subscriptions;
  const [vault] = subscription?.vaults ?? [];
  const target = world.environments[0]?.components[0]?.target;
  // A world without a vault is one in which nothing is read from one.
  const { origin = '', pathname = '' } = target === undefined ? {} : new URL(target);
  const applications = world.tenants.find(({ id }) => id === tenantId)?.applications ?? [];
  return {
    tenantId,
    clientId: operator.clientId,
    clientSecret,
    certificateFile,
    applicationId,
    applicationObjectId: applications.find(({ appId }) => appId === applicationId)?.id ?? null,
    environmentUrl,
    subscriptionId: subscription?.id ?? '',
    resourceGroup: vault?.resourceGroup ?? '',
    identityName: subscription?.identities[0]?.name ?? null,
    vaultUrl: origin,
    secretName: pathname.split('/')[2] ?? '',
  };
}
