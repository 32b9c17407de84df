/** `Microsoft.KeyVault/vaults`: which model of access a vault has (services.md 3.6). Read only. */
import { cloud } from '../../../domain/cloud/cloud.ts';
import type { Subscription } from '../../world/model.ts';
import type { Row } from '../odata/filter.ts';
import type { Context, EmulatedResponse } from '../service.ts';
import { resourceNotFound, wrongMethod } from './answers.ts';
import { list, refusesAction, type SubscriptionCall, same } from './call.ts';

export type Vault = Subscription['vaults'][number];

const type = 'Microsoft.KeyVault/vaults';

export function vaults(call: SubscriptionCall): EmulatedResponse {
  const { subscription, resourceGroup, context } = call;
  const [collection, name] = call.rest;
  if (!same('vaults', collection)) return resourceNotFound(type, name ?? '', resourceGroup ?? '');
  if (call.request.method !== 'GET') return wrongMethod;
  const group = subscription.vaults.filter((item) => resourceGroup === null || same(item.resourceGroup, resourceGroup));
  const scope =
    name === undefined ? `/subscriptions/${subscription.id}` : vaultId(subscription, resourceGroup ?? '', name);
  const denied = refusesAction(call, `${type}/read`, scope);
  if (denied !== null) return denied;
  if (name === undefined)
    return list(
      call,
      group.map((item) => vaultResource(subscription, item, context)),
    );
  const found = group.find((item) => same(item.name, name));
  return found === undefined
    ? resourceNotFound(type, name, resourceGroup ?? '')
    : { status: 200, body: vaultResource(subscription, found, context) };
}

export const vaultId = (subscription: Subscription, group: string, name: string): string =>
  `/subscriptions/${subscription.id}/resourceGroups/${group}/providers/${type}/${name}`;

export const vaultHost = (vault: Vault, { world }: Pick<Context, 'world'>): string =>
  `${vault.name.toLowerCase()}.${cloud(world.cloud).keyVaultSuffix.value}`;

export function vaultResource(subscription: Subscription, vault: Vault, context: Context): Row {
  const tenantId = vault.tenantId ?? subscription.tenantId;
  return {
    id: vaultId(subscription, vault.resourceGroup, vault.name),
    name: vault.name,
    type,
    location: 'westeurope',
    tags: {},
    properties: {
      sku: { family: 'A', name: 'standard' },
      tenantId,
      vaultUri: `https://${vaultHost(vault, context)}/`,
      enableRbacAuthorization: vault.rbac,
      accessPolicies: vault.accessPolicies.map(({ objectId, secrets }) => ({
        tenantId,
        objectId,
        permissions: { secrets, keys: [], certificates: [] },
      })),
      networkAcls: {
        bypass: 'AzureServices',
        defaultAction: vault.network === 'firewall' ? 'Deny' : 'Allow',
        ipRules: [],
        virtualNetworkRules: [],
      },
      publicNetworkAccess: vault.network === 'disabled' ? 'Disabled' : 'Enabled',
      provisioningState: 'Succeeded',
    },
  };
}
