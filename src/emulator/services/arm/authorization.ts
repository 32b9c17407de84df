/** `Microsoft.Authorization`: role assignments and role definitions (services.md 3.5). */

import type { RoleAssignment, Subscription } from '../../world/model.ts';
import type { Row } from '../odata/filter.ts';
import { isJsonObject, type JsonObject, readJsonObject } from '../odata/json-body.ts';
import { refuse } from '../odata/refuse.ts';
import type { EmulatedResponse } from '../service.ts';
import { unreadableBody, wrongMethod } from './answers.ts';
import { type ArmCall, list, refusesAction, type SubscriptionCall, same } from './call.ts';
import { findRole, type Role, reaches, roles } from './roles.ts';

const guidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
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

/**
 * `principalId eq '…'`, `assignedTo('…')` (worlds have no groups, so it is the same), `atScope()`, joined by `and`. The
 * specification writes the ID without quotes, examples in use quote it.
 */
function readCondition(filter: string | null): { atScope: boolean; principalId: string | null } | null {
  let atScope = false;
  let principalId: string | null = null;
  for (const part of filter === null ? [] : filter.split(/\s{1,20}and\s{1,20}/i)) {
    const principal = /^(?:principalId\s+eq\s+'?([0-9a-f-]*)'?|assignedTo\('([^']*)'\))$/i.exec(part.trim());
    if (principal !== null) principalId = principal[1] ?? principal[2] ?? '';
    else if (/^atScope\(\)$/i.test(part.trim())) atScope = true;
    else return null;
  }
  return { atScope, principalId };
}

/**
 * PUT creates or updates (RoleAssignments_Create): the same content again is 200, and only description and condition can
 * change. Texts: Learn, Troubleshoot Azure RBAC.
 */
function put(call: SubscriptionCall, scope: string, name: string, found: RoleAssignment | null): EmulatedResponse {
  const properties = readJsonObject(call.request.body)?.properties;
  if (!isJsonObject(properties)) return unreadableBody;
  // That the name must be a GUID is published, the code of the refusal is not.
  if (!guidPattern.test(name))
    return refuse(
      400,
      'InvalidRoleAssignmentId',
      `The role assignment ID '${name}' is not valid. The ID must be a GUID.`,
    );
  const { subscription, context } = call;
  const principalId = String(properties.principalId ?? '');
  const role = findRole(String(properties.roleDefinitionId ?? ''));
  if (role === null) return refuse(400, 'RoleDefinitionDoesNotExist', 'The specified role definition does not exist.');
  if (found !== null) return change(call, found, { scope, principalId, role, properties });
  const missing = refusesPrincipal(call, principalId, properties);
  if (missing !== null) return missing;
  const equal = subscription.roleAssignments.find(
    (item) =>
      same(item.scope, scope) && same(item.principalId, principalId) && findRole(item.roleDefinitionId) === role,
  );
  if (equal !== undefined)
    return refuse(
      409,
      'RoleAssignmentExists',
      `The role assignment already exists. The ID of the existing role assignment is ${nameOf(equal).replaceAll('-', '')}.`,
    );
  const delay = context.lag.roleDelay(name);
  const created: RoleAssignment = {
    id: name,
    scope,
    principalId,
    roleDefinitionId: role.id,
    ...details(properties),
    ...(delay > 0 ? { effectiveFrom: new Date(context.now().getTime() + delay * 1000).toISOString() } : {}),
  };
  subscription.roleAssignments.push(created);
  return { status: 201, body: assignmentResource(subscription, created) };
}

interface Requested {
  readonly scope: string;
  readonly principalId: string;
  readonly role: Role;
  readonly properties: JsonObject;
}

function change(
  { subscription }: SubscriptionCall,
  found: RoleAssignment,
  { scope, principalId, role, properties }: Requested,
): EmulatedResponse {
  const isSame =
    same(found.scope, scope) && same(found.principalId, principalId) && findRole(found.roleDefinitionId) === role;
  if (!isSame)
    return refuse(
      400,
      'RoleAssignmentUpdateNotPermitted',
      'Tenant ID, application ID, principal ID, and scope are not allowed to be updated.',
    );
  Object.assign(found, details(properties));
  return { status: 200, body: assignmentResource(subscription, found) };
}

function refusesPrincipal(
  { subscription, context }: SubscriptionCall,
  principalId: string,
  properties: JsonObject,
): EmulatedResponse | null {
  const tenant = context.world.tenants.find((item) => item.id === subscription.tenantId);
  const principal = tenant?.servicePrincipals.find((item) => same(item.id, principalId));
  // With principalType the service does not look a new principal up. [documented]
  const isKnown =
    principal !== undefined && (properties.principalType !== undefined || context.lag.isPrincipalKnown(principal));
  if (isKnown) return null;
  return refuse(
    400,
    'PrincipalNotFound',
    `Principal ${principalId.replaceAll('-', '')} does not exist in the directory ${subscription.tenantId}. Check that you have the correct principal ID. If you are creating this principal and then immediately assigning a role, this error might be related to a replication delay. In this case, set the role assignment principalType property to a value, such as ServicePrincipal, User, or Group.  See https://aka.ms/docs-principaltype`,
  );
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** The properties of an assignment that can change. */
function details({ description, condition, conditionVersion }: JsonObject) {
  const given = {
    description: text(description),
    condition: text(condition),
    conditionVersion: text(conditionVersion),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function remove({ subscription }: SubscriptionCall, found: RoleAssignment | null): EmulatedResponse {
  if (found === null) return { status: 204 };
  subscription.roleAssignments = subscription.roleAssignments.filter((item) => item !== found);
  return { status: 200, body: assignmentResource(subscription, found) };
}

const nameOf = (item: RoleAssignment): string => item.id.split('/').at(-1) ?? '';

function assignmentResource(subscription: Subscription, item: RoleAssignment): Row {
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
      ...details({ ...item }),
    },
  };
}

const definitionId = (subscription: Pick<Subscription, 'id'>, role: Role): string =>
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
  const filter = call.request.query.get('$filter') ?? '';
  const roleName = /\broleName\s+eq\s+'([^']*)'/i.exec(filter)?.[1] ?? null;
  const type = /\btype\s+eq\s+'([^']*)'/i.exec(filter)?.[1] ?? null;
  // Worlds have built-in roles only.
  const found = roles.filter(
    (item) => (roleName === null || same(item.name, roleName)) && (type === null || same('BuiltInRole', type)),
  );
  return list(
    call,
    found.map((item) => definitionResource(call.subscription, item)),
  );
}

/** `/providers/Microsoft.Authorization/roleDefinitions/{id}`: RoleDefinitions_GetById without a scope. */
export function tenantRoleDefinitions(call: ArmCall): EmulatedResponse {
  const [, , collection, name] = call.segments;
  const found = same('roleDefinitions', collection) && name !== undefined ? findRole(name) : null;
  if (call.request.method !== 'GET') return wrongMethod;
  if (found === null)
    return refuse(404, 'RoleDefinitionDoesNotExist', `The specified role definition with ID '${name}' does not exist.`);
  const { id, ...rest } = definitionResource({ id: '' }, found);
  return { status: 200, body: { ...rest, id: String(id).replace('/subscriptions/', '') } };
}

function definitionResource(subscription: Pick<Subscription, 'id'>, role: Role): Row {
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
