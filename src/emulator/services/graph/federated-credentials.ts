/** `applications/{id}/federatedIdentityCredentials` (services.md 2.2). */

import { staleSubject } from '../../consistency/stale-subject.ts';
import type { Application, FederatedIdentityCredential, Tenant } from '../../world/model.ts';
import type { Row } from '../odata/filter.ts';
import { readJsonObject } from '../odata/json-body.ts';
import { type Key, keyValue } from '../odata/path.ts';
import { refuse } from '../odata/refuse.ts';
import type { EmulatedResponse } from '../service.ts';
import { entity, invalidBody, noContent, notFound, wrongMethod } from './answers.ts';
import { audit } from './audit-logs.ts';
import { type CollectionShape, collection } from './collection.ts';
import { isRefusal, judgeCredential, limitReached, maximumCredentials } from './federated-credential-rules.ts';
import { denied, mayWrite } from './permissions.ts';
import { keyText } from './route.ts';
import type { TenantCall } from './tenant-call.ts';

const columns = ['id', 'name', 'issuer', 'subject', 'description', 'audiences'];

interface Place extends TenantCall {
  readonly application: Application;
}

export function federatedCredentials(place: Place, key: Key | null): EmulatedResponse {
  const { method } = place.graph.request;
  const { lag } = place.context;
  const upsert = method === 'PATCH' && /\bcreate-if-missing\b/i.test(place.graph.request.headers.prefer ?? '');
  if (method !== 'GET' && !mayWrite(place.caller, place.application)) return denied;
  const { application } = place;
  const current = () => application.federatedIdentityCredentials;
  const write = (change: () => EmulatedResponse) =>
    lag.meetsConflict() ? concurrencyViolation : lag.write(application, current, change);
  if (key === null) {
    if (method === 'GET') return list(place, lag.directoryView(application, current()));
    return method === 'POST' ? write(() => create(place, null)) : wrongMethod;
  }
  if (method === 'GET') {
    const shown = find(lag.directoryView(application, current()), key);
    return shown === null || isReplicating(place, shown) ? missing(key) : one(place, shown, 200);
  }
  const found = find(current(), key);
  const name = keyValue(key, 'name');
  if (found === null && upsert && name !== null) return write(() => create(place, name));
  // A write can reach a replica that does not have the credential yet.
  if (found === null || find(lag.directoryView(application, current()), key) === null) return missing(key);
  if (method === 'PATCH') return write(() => update(place, found));
  return method === 'DELETE' ? write(() => remove(place, found)) : wrongMethod;
}

/** Code and text as observed; it is transient. */
const concurrencyViolation = refuse(
  409,
  'Directory_ConcurrencyViolation',
  'Error due to concurrent requests being made to the tenant. Please wait briefly and retry.',
);

function list(place: Place, credentials: readonly FederatedIdentityCredential[]): EmulatedResponse {
  const shape: CollectionShape = {
    set: `applications('${place.application.id}')/federatedIdentityCredentials`,
    type: 'federatedIdentityCredential',
    columns: columnsOf(place),
    textGuids: ['id', 'name'],
  };
  return collection(
    place.graph,
    credentials.map((item) => row(place, item)),
    shape,
  );
}

function create(place: Place, name: string | null): EmulatedResponse {
  const { application, tenant, context } = place;
  const body = readJsonObject(place.graph.request.body);
  if (body === null) return invalidBody;
  const existing = application.federatedIdentityCredentials;
  const newName = name ?? body.name;
  if (existing.some((item) => sameName(item.name, String(newName))))
    return refuse(
      409,
      'Request_MultipleObjectsWithSameKeyValue',
      `FederatedIdentityCredential with name ${String(newName)} already exists.`,
    );
  if (existing.length >= maximumCredentials) return limitReached;
  const fields = judgeCredential(name === null ? body : { ...body, name }, null, existing, tenant.credentialPolicy);
  if (isRefusal(fields)) return fields;
  const now = context.now();
  const created: FederatedIdentityCredential = {
    id: context.newId(),
    ...fields,
    createdAt: now.toISOString(),
    visibleFrom: visibleFrom(now, tenant),
  };
  existing.push(created);
  audit(place, 'Update application – Federated identity credentials', application, created.name);
  return one(place, created, 201);
}

function update(place: Place, found: FederatedIdentityCredential): EmulatedResponse {
  const body = readJsonObject(place.graph.request.body);
  if (body === null) return invalidBody;
  const { application, tenant, context } = place;
  const others = application.federatedIdentityCredentials.filter((item) => item !== found);
  const { id: _id, createdAt: _createdAt, visibleFrom: _visibleFrom, exchangeSubject: _, ...before } = found;
  const fields = judgeCredential(body, before, others, tenant.credentialPolicy);
  if (isRefusal(fields)) return fields;
  const stale = staleSubject(found, fields.subject, context.lag.keepsStaleSubject);
  Object.assign(found, fields, { visibleFrom: visibleFrom(context.now(), tenant) });
  if (stale === null) delete found.exchangeSubject;
  else found.exchangeSubject = stale;
  audit(place, 'Update application – Federated identity credentials', application, found.name);
  return noContent;
}

function remove(place: Place, found: FederatedIdentityCredential): EmulatedResponse {
  const { application } = place;
  audit(place, 'Update application – Federated identity credentials', application, found.name);
  application.federatedIdentityCredentials = application.federatedIdentityCredentials.filter((item) => item !== found);
  return noContent;
}

/** Keys of the directory compare without case; that the name does so too is inferred. */
const sameName = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

/** By ID or name, `('…')` and `(name='…')` alike. */
function find(items: readonly FederatedIdentityCredential[], key: Key): FederatedIdentityCredential | null {
  const name = keyValue(key, 'name');
  const reference = key.kind === 'value' ? key.value : keyValue(key, 'id');
  return items.find((item) => item.id === reference || sameName(item.name, name ?? reference ?? '')) ?? null;
}

function isReplicating({ tenant, context }: Place, found: FederatedIdentityCredential): boolean {
  const age = context.now().getTime() - Date.parse(found.createdAt);
  return age < (tenant.replicationSeconds ?? 0) * 1000;
}

const visibleFrom = (now: Date, tenant: Tenant): string =>
  new Date(now.getTime() + (tenant.propagationSeconds ?? 0) * 1000).toISOString();

function one(place: Place, item: FederatedIdentityCredential, status: number): EmulatedResponse {
  const set = `applications('${place.application.id}')/federatedIdentityCredentials`;
  return entity(place.graph, set, row(place, item), 'federatedIdentityCredential', status);
}

/** v1.0 leaves out the matching expression and shows such a credential with a null subject; beta has it (inferred). */
const columnsOf = ({ graph }: Place): readonly string[] =>
  graph.version === 'beta' ? [...columns, 'claimsMatchingExpression'] : columns;

function row(place: Place, item: FederatedIdentityCredential): Row {
  const all: Row = { claimsMatchingExpression: null, ...item };
  return Object.fromEntries(columnsOf(place).map((name) => [name, all[name]]));
}

/** By name: text as observed. By id Graph speaks of a resource like everywhere. */
function missing(key: Key): EmulatedResponse {
  const text = keyText(key);
  return /^[0-9a-f-]{36}$/i.test(text)
    ? notFound(text)
    : refuse(404, 'Request_ResourceNotFound', `FederatedIdentityCredential with name ${text} not found.`);
}
