/** `…/userAssignedIdentities/{name}/federatedIdentityCredentials` (services.md 3.1, 3.4). */
import { setTimeout as delay } from 'node:timers/promises';
import { staleSubject } from '../../consistency/stale-subject.ts';
import type { FederatedIdentityCredential } from '../../world/model.ts';
import type { Row } from '../odata/filter.ts';
import { isJsonObject, readJsonObject } from '../odata/json-body.ts';
import { refuse } from '../odata/refuse.ts';
import type { EmulatedResponse } from '../service.ts';
import { resourceNotFound, wrongMethod } from './answers.ts';
import { isAtLeast } from './api-versions.ts';
import { type Identity, list, refusesAction, type SubscriptionCall, same } from './call.ts';

const type = 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials';
/** As in the specification (documented). */
const namePattern = /^[a-zA-Z0-9][a-zA-Z0-9-_]{2,119}$/;
const maximumCredentials = 20;
const maximumLength = 600;
/** Duration of a write, so that a second one can conflict: 409 is for simultaneous writes (documented). */
const writeMilliseconds = 20;

export async function identityCredentials(
  call: SubscriptionCall,
  identity: Identity | null,
  parent: string,
  name: string | undefined,
): Promise<EmulatedResponse> {
  const { method } = call.request;
  const action = ({ GET: 'read', PUT: 'write', DELETE: 'delete' } as const)[method as 'GET' | 'PUT' | 'DELETE'];
  if (action === undefined || (name === undefined && method !== 'GET')) return wrongMethod;
  const scope = name === undefined ? parent : `${parent}/federatedIdentityCredentials/${name}`;
  const denied = refusesAction(call, `${type}/${action}`, scope);
  if (denied !== null) return denied;
  if (identity === null)
    return refuse(404, 'ParentResourceNotFound', "The parent user-assigned identity doesn't exist.");
  const unsupported = call.subscription.regionsWithoutFederation?.some((region) => same(region, identity.location));
  if (method === 'PUT' && unsupported === true)
    return refuse(
      405,
      'MethodNotAllowed',
      'The request format was unexpected: Support for federated identity credentials not enabled.',
    );
  if (name === undefined)
    return list(
      call,
      identity.federatedIdentityCredentials.map((item) => resource(parent, item)),
    );
  if (method === 'GET') {
    const found = find(identity, name);
    return found === null ? missing(call, name) : { status: 200, body: resource(parent, found) };
  }
  const throttled = refusesRate(call, identity);
  if (throttled !== null) return throttled;
  const { lag } = call.context;
  return alone(identity, parent, () =>
    lag.write(
      identity,
      () => identity.federatedIdentityCredentials,
      () => (method === 'PUT' ? put(call, identity, parent, name) : remove(identity, name)),
    ),
  );
}

/** The rate is documented for writes to identities; the same for their credentials is inferred. */
function refusesRate({ context }: SubscriptionCall, identity: Identity): EmulatedResponse | null {
  const seconds = context.lag.throttlesIdentity(identity);
  if (seconds === null) return null;
  const message = 'The request is being throttled as the limit has been reached for operation type - Write.';
  return { ...refuse(429, 'TooManyRequests', message), headers: { 'retry-after': String(seconds) } };
}

/**
 * A new identity's service principal has not reached the directory yet: versions before 2026-04-30 answer 500 or 503,
 * later ones 404. [observed]
 */
function refusesPrincipal({ context, request }: SubscriptionCall, identity: Identity): EmulatedResponse | null {
  const { principalId: id, createdAt } = identity;
  if (createdAt === undefined || context.lag.isPrincipalKnown({ id, createdAt })) return null;
  if (isAtLeast(request, '2026-04-30'))
    return refuse(
      404,
      'MsGraphResourceNotFoundOnFederatedIdentityCredentialCreation',
      `The service principal '${id}' of the managed identity was not found in Microsoft Graph.`,
    );
  return context.lag.toss()
    ? refuse(500, 'InternalServerError', 'An unexpected error occurred while processing the request.')
    : refuse(503, 'ServiceUnavailable', 'The service is temporarily unavailable. Please retry.');
}

/** Writes of one identity exclude each other; code and text as observed. */
async function alone(identity: Identity, id: string, write: () => EmulatedResponse): Promise<EmulatedResponse> {
  if (identity.credentialWriteInFlight === true)
    return refuse(
      409,
      'ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity',
      `Too many Federated Identity Credentials are written concurrently for the managed identity '${id}'. Concurrent Federated Identity Credentials writes under the same managed identity are not supported.`,
    );
  identity.credentialWriteInFlight = true;
  try {
    await delay(writeMilliseconds);
    return write();
  } finally {
    delete identity.credentialWriteInFlight;
  }
}

function put(call: SubscriptionCall, identity: Identity, parent: string, name: string): EmulatedResponse {
  const { context, subscription } = call;
  if (!namePattern.test(name))
    return badRequest(
      'InvalidFederatedIdentityCredentialName',
      `Federated Identity Credential name '${name}' is invalid.`,
    );
  const unknown = refusesPrincipal(call, identity);
  if (unknown !== null) return unknown;
  const found = find(identity, name);
  const others = identity.federatedIdentityCredentials.filter((item) => item !== found);
  const fields = readFields(call.request.body, others);
  if ('status' in fields) return fields;
  const now = context.now();
  const propagation = context.world.tenants.find((item) => item.id === subscription.tenantId)?.propagationSeconds ?? 0;
  const visibleFrom = new Date(now.getTime() + propagation * 1000).toISOString();
  if (found !== null) {
    const stale = staleSubject(found, fields.subject, context.lag.keepsStaleSubject);
    Object.assign(found, fields, { visibleFrom });
    if (stale === null) delete found.exchangeSubject;
    else found.exchangeSubject = stale;
    return { status: 200, body: resource(parent, found) };
  }
  // The beginning of the text is observed, the rest inferred.
  if (others.length >= maximumCredentials)
    return badRequest('BadRequest', `Too many Federated Identity Credentials: the limit is ${maximumCredentials}.`);
  const created = {
    id: context.newId(),
    name,
    ...fields,
    description: null,
    createdAt: now.toISOString(),
    visibleFrom,
  };
  identity.federatedIdentityCredentials.push(created);
  return { status: 201, body: resource(parent, created) };
}

type Fields = Pick<FederatedIdentityCredential, 'issuer' | 'subject' | 'audiences'>;

/** Texts as documented; the codes are observed for audiences, else inferred. */
function readFields(body: Buffer, others: readonly FederatedIdentityCredential[]): Fields | EmulatedResponse {
  const properties = readJsonObject(body)?.properties;
  if (!isJsonObject(properties))
    return badRequest('BadRequest', 'Federated Identity Credential from HTTP body has empty properties');
  const { issuer, subject, audiences } = properties;
  if (Array.isArray(audiences) && audiences.length !== 1)
    return badRequest(
      'InvalidFederatedIdentityCredentialsAudienceLength',
      'Federated identity credentials must have exactly one audience.',
    );
  const audience: unknown = Array.isArray(audiences) ? audiences[0] : undefined;
  if (!isText(issuer) || !isText(subject) || !isText(audience))
    return badRequest(
      'BadRequest',
      "The request format was unexpected. Federated Identity Credential must specify 'issuer', 'subject' and 'audience'.",
    );
  if ([issuer, subject, audience].some((value) => value.length > maximumLength))
    return badRequest(
      'BadRequest',
      `The request format was unexpected: a value is longer than ${maximumLength} characters.`,
    );
  // The specification gives the issuer the format uri; the text is inferred.
  if (!URL.canParse(issuer))
    return badRequest('BadRequest', "The request format was unexpected: 'issuer' must be a valid URI.");
  if (others.some((item) => item.issuer === issuer && item.subject === subject))
    return badRequest('BadRequest', 'Issuer and subject combination already exists for this Managed Identity.');
  return { issuer, subject, audiences: [audience] };
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

const badRequest = (code: string, message: string): EmulatedResponse => refuse(400, code, message);

/** 200 deleted, 204 was not there (documented). */
function remove(identity: Identity, name: string): EmulatedResponse {
  const found = find(identity, name);
  if (found === null) return { status: 204 };
  identity.federatedIdentityCredentials = identity.federatedIdentityCredentials.filter((item) => item !== found);
  return { status: 200 };
}

const find = (identity: Identity, name: string): FederatedIdentityCredential | null =>
  identity.federatedIdentityCredentials.find((item) => same(item.name, name)) ?? null;

const missing = (call: SubscriptionCall, name: string): EmulatedResponse =>
  resourceNotFound(type, name, call.resourceGroup ?? '');

function resource(parent: string, item: FederatedIdentityCredential): Row {
  const { issuer, subject, audiences } = item;
  return {
    id: `${parent}/federatedIdentityCredentials/${item.name}`,
    name: item.name,
    type,
    properties: { issuer, subject, audiences },
  };
}
