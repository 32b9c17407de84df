/** Subscriptions, tenants, resource groups and the generic list of resources (clients.md 3.2, 3.4). */

import type { Subscription } from '../../world/model.ts';
import type { Row } from '../odata/filter.ts';
import { refuse } from '../odata/refuse.ts';
import type { EmulatedResponse } from '../service.ts';
import { wrongMethod } from './answers.ts';
import { type ArmCall, list, refusesAction, type SubscriptionCall, same } from './call.ts';
import { groupId } from './identities.ts';
import { resourceRows } from './resource-rows.ts';
import { may } from './roles.ts';

/** Only those on which the caller holds a role that reads. */
export function listSubscriptions(call: ArmCall): EmulatedResponse {
  const { caller, context } = call;
  const readable = context.world.subscriptions.filter((subscription) => {
    const scope = `/subscriptions/${subscription.id}`;
    const place = { caller, context, subscription, scope };
    return subscription.tenantId === caller.tenantId && may(place, 'Microsoft.Resources/subscriptions/read');
  });
  return list(call, readable.map(subscriptionResource));
}

export function subscriptionResource(subscription: Subscription): Row {
  return {
    id: `/subscriptions/${subscription.id}`,
    subscriptionId: subscription.id,
    tenantId: subscription.tenantId,
    displayName: subscription.displayName,
    state: 'Enabled',
    managedByTenants: [],
    authorizationSource: 'RoleBased',
  };
}

export function listTenants(call: ArmCall): EmulatedResponse {
  const home = call.context.world.tenants.filter((tenant) => tenant.id === call.caller.tenantId);
  return list(
    call,
    home.map(({ id, displayName }) => ({ id: `/tenants/${id}`, tenantId: id, displayName, tenantCategory: 'Home' })),
  );
}

/** Groups exist where something is in them. */
export function resourceGroups(call: SubscriptionCall): EmulatedResponse {
  const { subscription, resourceGroup, request } = call;
  const names = groupNames(subscription);
  const scope = resourceGroup === null ? `/subscriptions/${subscription.id}` : groupId(subscription, resourceGroup);
  const denied = refusesAction(call, 'Microsoft.Resources/subscriptions/resourceGroups/read', scope);
  if (denied !== null) return denied;
  if (resourceGroup === null)
    return list(
      call,
      names.map((name) => groupResource(subscription, name)),
    );
  const found = names.find((name) => same(name, resourceGroup));
  if (request.method === 'HEAD') return { status: found === undefined ? 404 : 204 };
  if (request.method !== 'GET') return wrongMethod;
  return found === undefined ? groupNotFound(resourceGroup) : { status: 200, body: groupResource(subscription, found) };
}

export const groupNotFound = (name: string): EmulatedResponse =>
  refuse(404, 'ResourceGroupNotFound', `Resource group '${name}' could not be found.`);

export function groupNames(subscription: Subscription): readonly string[] {
  const { identities, vaults, resources: others = [] } = subscription;
  const all = [...identities, ...vaults, ...others].map((item) => item.resourceGroup);
  return all.filter((name, index) => all.findIndex((other) => same(other, name)) === index);
}

const groupResource = (subscription: Subscription, name: string): Row => ({
  id: groupId(subscription, name),
  name,
  type: 'Microsoft.Resources/resourceGroups',
  location: 'westeurope',
  properties: { provisioningState: 'Succeeded' },
});

export function resources(call: SubscriptionCall): EmulatedResponse {
  const { subscription, context, request } = call;
  const denied = refusesAction(
    call,
    'Microsoft.Resources/subscriptions/resources/read',
    `/subscriptions/${subscription.id}`,
  );
  if (denied !== null) return denied;
  const resourceType = /resourceType\s+eq\s+'([^']*)'/i.exec(request.query.get('$filter') ?? '')?.[1] ?? null;
  return list(
    call,
    resourceRows(subscription, context)
      .filter((row) => resourceType === null || same(String(row.type), resourceType))
      .map(({ id, name, type, location }) => ({ id, name, type, location })),
  );
}
