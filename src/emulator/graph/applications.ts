/** `applications` of Graph (domain/services.md 2.1). */

import type { Row } from '../odata/filter.ts';
import { readJsonObject } from '../odata/json-body.ts';
import { plainText } from '../odata/plain-text.ts';
import type { Caller, Context, EmulatedResponse } from '../service.ts';
import type { Application, Tenant } from '../world.ts';
import {
  badRequest,
  entity,
  type GraphRequest,
  noContent,
  notFound,
  context as odataContext,
  refuse,
} from './answers.ts';
import { type CollectionShape, collection } from './collection.ts';
import { federatedCredentials, invalidBody } from './federated-credentials.ts';
import { denied, mayCreate, mayRead, mayWrite } from './permissions.ts';
import { findByKey, keyText, type Step } from './route.ts';

export interface TenantCall {
  readonly graph: GraphRequest;
  readonly tenant: Tenant;
  readonly caller: Caller;
  readonly context: Context;
}

const shape: CollectionShape = {
  set: 'applications',
  type: 'application',
  columns: [
    'id',
    'appId',
    'displayName',
    'signInAudience',
    'identifierUris',
    'keyCredentials',
    'passwordCredentials',
    'publisherDomain',
    'deletedDateTime',
  ],
  textGuids: ['id', 'appId'],
};

export function applications(call: TenantCall, steps: readonly Step[]): EmulatedResponse {
  const { graph, tenant, caller } = call;
  const [first, second] = steps;
  if (!mayRead(caller)) return denied;
  if (first === undefined || first.key === null) {
    if (second?.name === '$count') return plainText(String(tenant.applications.length));
    if (graph.request.method === 'POST') return create(call);
    return collection(graph, tenant.applications.map(applicationRow), shape);
  }
  const found = findByKey(tenant.applications, first.key, (app) => app.id, { name: 'appId', of: (app) => app.appId });
  if (found === null) return notFound(keyText(first.key));
  if (second?.name === 'federatedidentitycredentials')
    return federatedCredentials({ ...call, application: found }, second.key);
  if (second?.name === 'owners') return owners(call, found);
  if (second !== undefined) return unknownSegment(second.name);
  if (graph.request.method === 'GET') return entity(graph, 'applications', applicationRow(found));
  if (!mayWrite(caller, found)) return denied;
  return graph.request.method === 'PATCH' ? update(call, found) : remove(call, found);
}

export function applicationRow(app: Application): Row {
  return {
    id: app.id,
    appId: app.appId,
    displayName: app.displayName,
    signInAudience: app.signInAudience,
    identifierUris: [],
    keyCredentials: app.certificates.map(() => ({ type: 'AsymmetricX509Cert', usage: 'Verify', key: null })),
    passwordCredentials: app.secrets.map((secret) => ({ hint: secret.slice(0, 3), secretText: null })),
    publisherDomain: null,
    deletedDateTime: null,
  };
}

function create(call: TenantCall): EmulatedResponse {
  const { graph, tenant, caller, context } = call;
  if (!mayCreate(caller)) return denied;
  const body = readJsonObject(graph.request.body);
  if (body === null) return invalidBody;
  if (typeof body.displayName !== 'string' || body.displayName === '')
    return badRequest("A value is required for property 'displayName' of resource 'Application'.");
  const app: Application = {
    id: context.newId(),
    appId: context.newId(),
    displayName: body.displayName,
    signInAudience: body.signInAudience === 'AzureADMultipleOrgs' ? 'AzureADMultipleOrgs' : 'AzureADMyOrg',
    federatedIdentityCredentials: [],
    secrets: [],
    certificates: [],
    owners: [caller.objectId],
  };
  tenant.applications.push(app);
  return entity(graph, 'applications', applicationRow(app), 201);
}

function update({ graph }: TenantCall, app: Application): EmulatedResponse {
  const body = readJsonObject(graph.request.body);
  if (body === null) return invalidBody;
  const unknown = Object.keys(body).find((name) => !shape.columns.includes(name) && !name.startsWith('@'));
  if (unknown !== undefined)
    return badRequest(`Property '${unknown}' does not exist as a declared property or extension property.`);
  if (typeof body.displayName === 'string') app.displayName = body.displayName;
  if (body.signInAudience === 'AzureADMyOrg' || body.signInAudience === 'AzureADMultipleOrgs')
    app.signInAudience = body.signInAudience;
  return noContent;
}

function remove({ graph, tenant }: TenantCall, app: Application): EmulatedResponse {
  if (graph.request.method !== 'DELETE')
    return refuse(405, 'Request_BadRequest', 'Specified HTTP method is not allowed for the request target.');
  tenant.applications = tenant.applications.filter((item) => item !== app);
  return noContent;
}

function owners({ graph, tenant }: TenantCall, app: Application): EmulatedResponse {
  const ids = app.owners ?? [];
  const value = ids.map((id) => {
    const principal = tenant.servicePrincipals.find((item) => item.id === id);
    return { '@odata.type': '#microsoft.graph.servicePrincipal', id, displayName: principal?.displayName ?? null };
  });
  return { status: 200, body: { '@odata.context': odataContext(graph, 'directoryObjects'), value } };
}

export function unknownSegment(name: string): EmulatedResponse {
  return refuse(400, 'BadRequest', `Resource not found for the segment '${name}'.`);
}
