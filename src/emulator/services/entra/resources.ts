/** The resources of tokens: services of the world's cloud, and applications of its tenants. services.md §1, §7.2 */
import { cloud } from '../../../domain/cloud/cloud.ts';
import type { World } from '../../world/model.ts';

export type ResourceKind = 'graph' | 'arm' | 'keyvault' | 'dataverse' | 'other';

/** App ids of Microsoft's services are the same in all clouds. */
const wellKnown: Readonly<Record<string, ResourceKind>> = {
  '00000003-0000-0000-c000-000000000000': 'graph',
  '797f4846-ba00-4fd7-ba43-dac1f8f63013': 'arm',
  'cfa8b339-82a2-471a-a3c9-0fc0be7a4093': 'keyvault',
  '00000007-0000-0000-c000-000000000000': 'dataverse',
  '475226c6-020e-4fb2-8a90-7a972cbfc1d4': 'other',
};

const normal = (resource: string) => resource.toLowerCase().replace(/(?<!\/)\/+$/, '');
const origin = (host: string | null) => (host === null ? [] : [`https://${host}`]);

/** `https://contoso.crm4.dynamics.com` is also asked for as `https://contoso.api.crm4.dynamics.com`. */
const apiForm = (url: string) => url.replace(/^(https:\/\/[^.]+)\./, '$1.api.');

function knownResources(world: World): ReadonlyMap<string, ResourceKind> {
  const hosts = cloud(world.cloud);
  const rows: [ResourceKind, readonly string[]][] = [
    ['graph', origin(hosts.graphHost.value)],
    ['arm', [...origin(hosts.armHost.value), ...(hosts.armAudience.value === null ? [] : [hosts.armAudience.value])]],
    ['keyvault', origin(hosts.keyVaultSuffix.value)],
    ['dataverse', world.environments.flatMap(({ url }) => [url, apiForm(url)])],
    ['other', [...origin(hosts.globalDiscoveryHost.value), ...origin(hosts.powerPlatformApiHost.value)]],
    ['other', [hosts.bapAudience, ...(hosts.bapAudience.alternates ?? [])].flatMap(({ value }) => value ?? [])],
    ['other', world.tenants.flatMap((tenant) => tenant.applications.flatMap(({ appId }) => [appId, `api://${appId}`]))],
  ];
  return new Map([
    ...Object.entries(wellKnown),
    ...rows.flatMap(([kind, names]) => names.map((name) => [normal(name), kind] as const)),
  ]);
}

/** Null: no such resource in the tenant. Case and slashes at the end do not matter for the lookup. */
export function resourceKind(world: World, resource: string): ResourceKind | null {
  return knownResources(world).get(normal(resource)) ?? null;
}

/**
 * The resource of a `.default` scope, one slash at its end kept (v1-style resources keep theirs in `aud`);
 * null when the scope does not end in `/.default`.
 */
export function defaultResource(scope: string): string | null {
  return scope.endsWith('/.default') ? scope.slice(0, -'/.default'.length) : null;
}
