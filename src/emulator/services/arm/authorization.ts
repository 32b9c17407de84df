/** `Microsoft.Authorization`: role assignments and role definitions (domain/services.md 3.5). */

import type { Subscription } from '../../world/model.ts';
import type { Row } from '../odata/filter.ts';
import { isJsonObject, readJsonObject } from '../odata/json-body.ts';
import { refuse } from '../odata/refuse.ts';
import type { EmulatedResponse } from '../service.ts';
import { unreadableBody, wrongMethod } from './answers.ts';
import { list, refusesAction, type SubscriptionCall, same } from './call.ts';
import { findRole, type Role, reaches, roles } from './roles.ts';

type Assignment = Subscription['roleAssignments'][number];
const provider = 'Microsoft.Authorization';

/** @param scope what stands before `/providers/Microsoft.Authorization` */
export function authorization(call: SubscriptionCall, scope: string): EmulatedResponse {
  const [collection, name] = call.rest;
  if (same('roleDefinitions', collection)) return roleDefinitions(call, scope, name);
  if (!same('roleAssignments', collection))
    return refuse(404, 'InvalidResourceType', `The resource type '${collection ?? ''}' could not be found.`);
  const { method } = call.request;
  const action = ({ GET: 'read', PUT: 'write', DELETE: 'delete' } as const)[method as 'GET' | 'PUT' | 'DELETE'];
  if (action === undefined || (name === undefined && method !== 'GET')) return wrongMethod;
  const denied = refusesAction(call, `${provider}/roleAssignments/${action}`, scope);
  if (denied !== null) return denied;
  if (name === undefined) return listAssignments(call, scope);
  const found = call.subscription.roleAssignments.find((item) => same(nameOf(item), name)) ?? null;
  if (method === 'PUT') return put(call, scope, name, found);
  if (method === 'DELETE') return remove(call, found);
  return found === null
    ? refuse(404, 'RoleAssignmentNotFound', `The role assignment '${name}' is not found.`)
    : { status: 200, body: assignmentResource(call.subscription, found) };
}

function listAssignments(call: SubscriptionCall, scope: string): EmulatedResponse {
  const condition = readCondition(call.request.query.get('$filter'));
  if (condition === null) return refuse(400, 'UnsupportedFilter', 'The filter is not supported.');
  const found = call.subscription.roleAssignments.filter((item) => {
    const visible = reaches(item.scope, scope) || (!condition.atScope && reaches(scope, item.scope));
    return visible && (condition.principalId === null || same(item.principalId, condition.principalId));
  });
  return list(
    call,
    found.map((item) => assignmentResource(call.subscription, item)),
  );
}

/** `principalId eq '…'`, `assignedTo('…')` (no groups in a world: the same here), `atScope()`, joined by `and`. */
function readCondition(filter: string | null): { atScope: boolean; principalId: string | null } | null {
  let atScope = false;
  let principalId: string | null = null;
  for (const part of filter === null ? [] : filter.split(/\s+and\s+/i)) {
    const principal = /^(?:principalId\s+eq\s+'([^']*)'|assignedTo\('([^']*)'\))$/i.exec(part.trim());
    if (principal !== null) principalId = principal[1] ?? principal[2] ?? '';
    else if (/^atScope\(\)$/i.test(part.trim())) atScope = true;
    else return null;
  }
  return { atScope, principalId };
}

function put(call: SubscriptionCall, scope: string, name: string, found: Assignment | null): EmulatedResponse {
  const properties = readJsonObject(call.request.body)?.properties;
  if (!isJsonObject(properties)) return unreadableBody;
  const { subscription, context } = call;
  const principalId = String(properties.principalId ?? '');
  const role = findRole(String(properties.roleDefinitionId ?? ''));
  if (role === null) return refuse(400, 'RoleDefinitionDoesNotExist', 'The specified role definition does not exist.');
  const tenant = context.world.tenants.find((item) => item.id === subscription.tenantId);
  if (!tenant?.servicePrincipals.some((item) => same(item.id, principalId)))
    return refuse(
      400,
      'PrincipalNotFound',
      `Principal ${principalId} does not exist in the directory ${subscription.tenantId}. Check that you have the correct principal ID.`,
    );
  const twin = subscription.roleAssignments.some(
    (item) =>
      same(item.scope, scope) && same(item.principalId, principalId) && findRole(item.roleDefinitionId) === role,
  );
  if (found !== null || twin) return refuse(409, 'RoleAssignmentExists', 'The role assignment already exists.');
  const created = { id: name, scope, principalId, roleDefinitionId: role.id };
  subscription.roleAssignments.push(created);
  return { status: 201, body: assignmentResource(subscription, created) };
}

function remove({ subscription }: SubscriptionCall, found: Assignment | null): EmulatedResponse {
  if (found === null) return { status: 204 };
  subscription.roleAssignments = subscription.roleAssignments.filter((item) => item !== found);
  return { status: 200, body: assignmentResource(subscription, found) };
}

const nameOf = (item: Assignment): string => item.id.split('/').at(-1) ?? '';

function assignmentResource(subscription: Subscription, item: Assignment): Row {
  const role = findRole(item.roleDefinitionId);
  return {
    id: `${item.scope}/providers/${provider}/roleAssignments/${nameOf(item)}`,
    name: nameOf(item),
    type: `${provider}/roleAssignments`,
    properties: {
      roleDefinitionId: role === null ? item.roleDefinitionId : definitionId(subscription, role),
      principalId: item.principalId,
      principalType: 'ServicePrincipal',
      scope: item.scope,
      condition: null,
      conditionVersion: null,
    },
  };
}

const definitionId = (subscription: Subscription, role: Role): string =>
  `/subscriptions/${subscription.id}/providers/${provider}/roleDefinitions/${role.id}`;

function roleDefinitions(call: SubscriptionCall, scope: string, name: string | undefined): EmulatedResponse {
  if (call.request.method !== 'GET') return wrongMethod;
  const denied = refusesAction(call, `${provider}/roleDefinitions/read`, scope);
  if (denied !== null) return denied;
  if (name !== undefined) {
    const found = findRole(name);
    return found === null
      ? refuse(404, 'RoleDefinitionDoesNotExist', `The specified role definition with ID '${name}' does not exist.`)
      : { status: 200, body: definitionResource(call.subscription, found) };
  }
  const wanted = /^roleName\s+eq\s+'([^']*)'$/i.exec(call.request.query.get('$filter') ?? '')?.[1] ?? null;
  const found = roles.filter((item) => wanted === null || same(item.name, wanted));
  return list(
    call,
    found.map((item) => definitionResource(call.subscription, item)),
  );
}

function definitionResource(subscription: Subscription, role: Role): Row {
  const { actions, notActions, dataActions } = role;
  return {
    id: definitionId(subscription, role),
    name: role.id,
    type: `${provider}/roleDefinitions`,
    properties: {
      roleName: role.name,
      type: 'BuiltInRole',
      assignableScopes: ['/'],
      permissions: [{ actions, notActions, dataActions, notDataActions: [] }],
    },
  };
}
