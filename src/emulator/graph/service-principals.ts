/** `servicePrincipals` of Graph (domain/services.md 2.1). */

import type { Row } from '../odata/filter.ts';
import { readJsonObject } from '../odata/json-body.ts';
import { plainText } from '../odata/plain-text.ts';
import type { EmulatedResponse } from '../service.ts';
import type { ServicePrincipal } from '../world.ts';
import { badRequest, entity, noContent, notFound, refuse } from './answers.ts';
import { type TenantCall, unknownSegment } from './applications.ts';
import { type CollectionShape, collection } from './collection.ts';
import { invalidBody } from './federated-credentials.ts';
import { denied, mayCreate, mayRead, mayWriteAny } from './permissions.ts';
import { findByKey, keyText, type Step } from './route.ts';

const shape: CollectionShape = {
  set: 'servicePrincipals',
  type: 'servicePrincipal',
  columns: [
    'id',
    'appId',
    'displayName',
    'appDisplayName',
    'servicePrincipalType',
    'servicePrincipalNames',
    'alternativeNames',
    'accountEnabled',
    'appOwnerOrganizationId',
    'disabledByMicrosoftStatus',
    'appRoleAssignmentRequired',
    'tags',
    'deletedDateTime',
  ],
  textGuids: ['id', 'appId'],
};

export function servicePrincipals(call: TenantCall, steps: readonly Step[]): EmulatedResponse {
  const { graph, tenant, caller } = call;
  const [first, second] = steps;
  if (!mayRead(caller)) return denied;
  if (first === undefined || first.key === null) {
    if (second?.name === '$count') return plainText(String(tenant.servicePrincipals.length));
    if (graph.request.method === 'POST') return create(call);
    return collection(graph, tenant.servicePrincipals.map(servicePrincipalRow), shape);
  }
  const found = findByKey(tenant.servicePrincipals, first.key, (principal) => principal.id, {
    name: 'appId',
    of: (principal) => principal.appId,
  });
  if (found === null) return notFound(keyText(first.key));
  if (second !== undefined) return unknownSegment(second.name);
  if (graph.request.method === 'GET') return entity(graph, 'servicePrincipals', servicePrincipalRow(found));
  if (!mayWriteAny(caller)) return denied;
  return graph.request.method === 'PATCH' ? update(call, found) : remove(call, found);
}

export function servicePrincipalRow(principal: ServicePrincipal): Row {
  return {
    id: principal.id,
    appId: principal.appId,
    displayName: principal.displayName,
    appDisplayName: principal.displayName,
    servicePrincipalType: principal.servicePrincipalType,
    servicePrincipalNames: [principal.appId],
    alternativeNames: principal.alternativeNames,
    accountEnabled: principal.accountEnabled,
    appOwnerOrganizationId: principal.appOwnerOrganizationId,
    disabledByMicrosoftStatus: null,
    appRoleAssignmentRequired: false,
    tags: [],
    deletedDateTime: null,
  };
}

function create(call: TenantCall): EmulatedResponse {
  const { graph, tenant, caller, context } = call;
  if (!mayCreate(caller)) return denied;
  const body = readJsonObject(graph.request.body);
  if (body === null) return invalidBody;
  const appId = body.appId;
  if (typeof appId !== 'string')
    return badRequest("A value is required for property 'appId' of resource 'ServicePrincipal'.");
  if (tenant.servicePrincipals.some((item) => item.appId === appId))
    return refuse(
      409,
      'Request_MultipleObjectsWithSameKeyValue',
      `The service principal cannot be created, updated, or restored because the service principal name ${appId} is already in use.`,
    );
  const home = context.world.tenants.find((item) => item.applications.some((app) => app.appId === appId));
  const app = home?.applications.find((item) => item.appId === appId);
  const reachable = home === tenant || app?.signInAudience === 'AzureADMultipleOrgs';
  if (home === undefined || app === undefined || !reachable)
    return refuse(
      400,
      'Request_BadRequest',
      `The appId '${appId}' of the service principal does not reference a valid application object.`,
    );
  const principal: ServicePrincipal = {
    id: context.newId(),
    appId,
    displayName: app.displayName,
    servicePrincipalType: 'Application',
    alternativeNames: [],
    accountEnabled: body.accountEnabled !== false,
    appOwnerOrganizationId: home.id,
  };
  tenant.servicePrincipals.push(principal);
  return entity(graph, 'servicePrincipals', servicePrincipalRow(principal), 201);
}

function update({ graph }: TenantCall, principal: ServicePrincipal): EmulatedResponse {
  const body = readJsonObject(graph.request.body);
  if (body === null) return invalidBody;
  if (typeof body.accountEnabled === 'boolean') principal.accountEnabled = body.accountEnabled;
  return noContent;
}

function remove({ graph, tenant }: TenantCall, principal: ServicePrincipal): EmulatedResponse {
  if (graph.request.method !== 'DELETE')
    return refuse(405, 'Request_BadRequest', 'Specified HTTP method is not allowed for the request target.');
  tenant.servicePrincipals = tenant.servicePrincipals.filter((item) => item !== principal);
  return noContent;
}
