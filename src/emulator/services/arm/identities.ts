/** `Microsoft.ManagedIdentity/userAssignedIdentities` (services.md 3.1). */

import type { Subscription, Tenant } from '../../world/model.ts';
import type { Row } from '../odata/filter.ts';
import { isJsonObject, type JsonObject, readJsonObject } from '../odata/json-body.ts';
import { refuse } from '../odata/refuse.ts';
import type { EmulatedResponse } from '../service.ts';
import { resourceNotFound, unreadableBody, wrongMethod } from './answers.ts';
import { isAtLeast } from './api-versions.ts';
import { type Identity, list, refusesAction, type SubscriptionCall, same } from './call.ts';
import { identityCredentials } from './identity-credentials.ts';

const type = 'Microsoft.ManagedIdentity/userAssignedIdentities';
const namePattern = /^[a-zA-Z0-9][a-zA-Z0-9-_]{2,127}$/;

export async function identities(call: SubscriptionCall): Promise<EmulatedResponse> {
  const [collection, name, child, childName] = call.rest;
  if (!same('userAssignedIdentities', collection)) return resourceNotFound(type, name ?? '', call.resourceGroup ?? '');
  const { subscription, resourceGroup, request } = call;
  if (name === undefined || resourceGroup === null) {
    const scope = resourceGroup === null ? `/subscriptions/${subscription.id}` : groupId(subscription, resourceGroup);
    const denied = refusesAction(call, `${type}/read`, scope);
    const inGroup = subscription.identities.filter(
      (item) => resourceGroup === null || same(item.resourceGroup, resourceGroup),
    );
    return (
      denied ??
      list(
        call,
        inGroup.map((item) => identityResource(subscription, item)),
      )
    );
  }
  const scope = identityId(subscription, resourceGroup, name);
  const found = subscription.identities.find(
    (item) => same(item.resourceGroup, resourceGroup) && same(item.name, name),
  );
  if (same('federatedIdentityCredentials', child)) return identityCredentials(call, found ?? null, scope, childName);
  if (request.method === 'PUT') return create(call, found ?? null, name, resourceGroup, scope);
  if (request.method === 'PATCH' && found !== undefined) return update(call, found, scope);
  if (request.method !== 'GET' && request.method !== 'DELETE') return wrongMethod;
  const action = request.method === 'GET' ? 'read' : 'delete';
  const denied = refusesAction(call, `${type}/${action}`, scope);
  if (denied !== null) return denied;
  if (request.method === 'DELETE') return remove(call, found ?? null);
  return found === undefined
    ? resourceNotFound(type, name, resourceGroup)
    : { status: 200, body: versioned(call, identityResource(subscription, found), found) };
}

export const groupId = (subscription: Subscription, group: string): string =>
  `/subscriptions/${subscription.id}/resourceGroups/${group}`;

/** With `resourcegroups` in lower case, as the service writes it in its own ids (observed). */
export function identityId(subscription: Subscription, group: string, name: string): string {
  return `/subscriptions/${subscription.id}/resourcegroups/${group}/providers/${type}/${name}`;
}

export function identityResource(subscription: Subscription, item: Identity): Row {
  return {
    id: identityId(subscription, item.resourceGroup, item.name),
    name: item.name,
    type,
    location: item.location,
    tags: item.tags ?? {},
    properties: { tenantId: subscription.tenantId, principalId: item.principalId, clientId: item.clientId },
  };
}

/** Properties that only later versions have. Where the documented block of federation stands is inferred. */
function versioned({ request }: SubscriptionCall, row: Row, { federationBlocked }: Identity): Row {
  if (!isAtLeast(request, '2025-01-31')) return row;
  const later = { isolationScope: 'None', ...(federationBlocked === true ? { federationBlocked } : {}) };
  return { ...row, properties: { ...(row.properties as Row), ...later } };
}

const texts = (tags: JsonObject): Record<string, string> =>
  Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, String(value)]));

/** Only the tags of an identity can change. */
function update(call: SubscriptionCall, found: Identity, scope: string): EmulatedResponse {
  const denied = refusesAction(call, `${type}/write`, scope);
  if (denied !== null) return denied;
  const body = readJsonObject(call.request.body);
  if (body === null) return unreadableBody;
  if (isJsonObject(body.tags)) found.tags = texts(body.tags);
  return { status: 200, body: identityResource(call.subscription, found) };
}

function create(
  call: SubscriptionCall,
  found: Identity | null,
  name: string,
  resourceGroup: string,
  scope: string,
): EmulatedResponse {
  const { subscription, context, request } = call;
  const denied = refusesAction(call, `${type}/write`, scope);
  if (denied !== null) return denied;
  const body = readJsonObject(request.body);
  if (body === null) return unreadableBody;
  if (found !== null) return update(call, found, scope);
  if (!namePattern.test(name)) return refuse(400, 'InvalidResourceName', `The resource name '${name}' is invalid.`);
  if (typeof body.location !== 'string')
    return refuse(400, 'LocationRequired', 'The location property is required for this definition.');
  const fresh: Identity = {
    resourceGroup,
    name,
    clientId: context.newId(),
    principalId: context.newId(),
    location: body.location,
    federatedIdentityCredentials: [],
    ...(isJsonObject(body.tags) ? { tags: texts(body.tags) } : {}),
    createdAt: context.now().toISOString(),
  };
  subscription.identities.push(fresh);
  homeOf(call)?.servicePrincipals.push({
    id: fresh.principalId,
    appId: fresh.clientId,
    displayName: name,
    servicePrincipalType: 'ManagedIdentity',
    alternativeNames: ['isExplicit=True', identityId(subscription, resourceGroup, name)],
    accountEnabled: true,
    appOwnerOrganizationId: null,
  });
  return { status: 201, body: identityResource(subscription, fresh) };
}

function remove(call: SubscriptionCall, found: Identity | null): EmulatedResponse {
  if (found === null) return { status: 204 };
  call.subscription.identities = call.subscription.identities.filter((item) => item !== found);
  const home = homeOf(call);
  if (home) home.servicePrincipals = home.servicePrincipals.filter((item) => item.id !== found.principalId);
  return { status: 200 };
}

const homeOf = ({ context, subscription }: SubscriptionCall): Tenant | undefined =>
  context.world.tenants.find((tenant) => tenant.id === subscription.tenantId);
