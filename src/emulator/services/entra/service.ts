/** Microsoft Entra ID of the emulated cloud, on the sign-in hosts of every cloud. */

import type { Tenant, World } from '../../world/model.ts';
import type { Context, EmulatedRequest, EmulatedResponse, Service } from '../service.ts';
import { type Answer, clientCredentials, refused } from './client-credentials.ts';
import { tenantOf } from './directory.ts';
import type { Judgement } from './federation.ts';
import { loginGroupOf, servesCloud } from './hosts.ts';
import type { SigningKeys } from './keys.ts';
import { instanceDiscovery, keySet, openIdConfiguration } from './metadata.ts';
import { createSealer } from './opaque-token.ts';
import { type Refusal, refusals } from './refusals.ts';
import { signInLog } from './sign-in-log.ts';
import { createUserGrants, homeOr, type UserGrants } from './user-grants.ts';

const shared = ['common', 'organizations', 'consumers'];

function refuse(refusal: Refusal, request: EmulatedRequest, context: Context, status?: number): EmulatedResponse {
  const asked = request.headers['client-request-id'] ?? request.query.get('client-request-id');
  const correlationId = asked ?? context.newId();
  // Trace ids of the real service end in 00 or 01. aadsts-messages.md §5
  const traceId = `${context.newId().slice(0, -2)}00`;
  const timestamp = `${context.now().toISOString().slice(0, 19).replace('T', ' ')}Z`;
  const { code, error, text, suberror } = refusal;
  return {
    status: status ?? (error === 'invalid_client' ? 401 : 400),
    headers: { 'cache-control': 'no-store, no-cache', 'x-ms-request-id': traceId, 'client-request-id': correlationId },
    body: {
      error,
      error_description: `AADSTS${code}: ${text} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
      error_codes: [code],
      timestamp,
      trace_id: traceId,
      correlation_id: correlationId,
      error_uri: `https://${request.host}/error?code=${code}`,
      ...(suberror === undefined ? {} : { suberror }),
    },
  };
}

type UserGrant = (form: URLSearchParams, tenant: Tenant, judgement: Judgement) => Promise<Answer>;

async function grant(form: URLSearchParams, name: string, judgement: Judgement, users: UserGrants): Promise<Answer> {
  const { world } = judgement;
  const type = form.get('grant_type');
  if (type === null) return refused(refusals.parameterMissing('grant_type'));
  if (type === 'client_credentials') {
    if (shared.includes(name)) return refused(refusals.tenantNeeded());
    const tenant = tenantOf(world, name);
    return tenant === null ? refused(refusals.tenantUnknown(name)) : clientCredentials(form, tenant, judgement);
  }
  // MSAL for Python writes the registered name of the device grant, MSAL for Node and .NET the short one.
  const userGrants: Readonly<Record<string, UserGrant>> = {
    device_code: users.poll,
    'urn:ietf:params:oauth:grant-type:device_code': users.poll,
    refresh_token: users.refresh,
    authorization_code: users.redeem,
  };
  const userGrant = userGrants[type];
  if (userGrant === undefined) return refused(refusals.grantUnsupported(type));
  const tenant = homeOr(world, name);
  return tenant === null ? refused(refusals.tenantUnknown(name)) : userGrant(form, tenant, judgement);
}

/** Client ID and secret may come in a Basic header instead of the form. [documented] */
function readForm({ body, headers }: EmulatedRequest): URLSearchParams {
  const form = new URLSearchParams(body.toString());
  const basic = /^basic\s+(\S+)$/i.exec(headers.authorization ?? '')?.[1];
  if (basic === undefined) return form;
  const [id, secret] = Buffer.from(basic, 'base64').toString().split(':').map(decodeComponent);
  if (id !== undefined && secret !== undefined && !form.has('client_id')) {
    form.set('client_id', id);
    form.set('client_secret', secret);
  }
  return form;
}

function decodeComponent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Tenants of this world, as far as this host serves their cloud: elsewhere they do not exist. */
const seenFrom = (host: string, world: World): World =>
  servesCloud(host, world.cloud) ? world : { ...world, tenants: [] };

export function createEntra(world: World, keys: SigningKeys, newId: () => string): Service {
  const users = createUserGrants(world, createSealer(), newId);

  const judgementOf = (request: EmulatedRequest, context: Context): Judgement => ({
    world: seenFrom(request.host, world),
    keys,
    now: context.now(),
    lag: context.lag,
    logSignIn: signInLog(context, request),
  });

  async function token(request: EmulatedRequest, name: string, context: Context): Promise<EmulatedResponse> {
    const judgement = judgementOf(request, context);
    const answer = await grant(readForm(request), name, judgement, users);
    if (!answer.ok) return refuse(answer.refusal, request, context);
    const headers = { 'cache-control': 'no-store, no-cache', 'x-ms-request-id': `${context.newId().slice(0, -2)}00` };
    return { status: 200, headers, body: answer.body };
  }

  function metadata(request: EmulatedRequest, name: string, context: Context): EmulatedResponse {
    const tenant = tenantOf(seenFrom(request.host, world), name);
    if (tenant === null && !shared.includes(name)) {
      return refuse({ ...refusals.tenantUnknown(name), error: 'invalid_tenant' }, request, context);
    }
    return { status: 200, body: openIdConfiguration(request.host, name, tenant, world.cloud) };
  }

  function discovery(request: EmulatedRequest, context: Context): EmulatedResponse {
    const { known, document } = instanceDiscovery(request);
    if (known) return { status: 200, body: document };
    const text = 'Unknown or invalid instance.';
    return refuse({ code: 50049, error: 'invalid_instance', text }, request, context);
  }

  function deviceCode(request: EmulatedRequest, name: string, context: Context): EmulatedResponse {
    const seen = seenFrom(request.host, world);
    const tenant = homeOr(seen, name);
    if (tenant === null) return refuse(refusals.tenantUnknown(name), request, context);
    const judgement = judgementOf(request, context);
    const form = new URLSearchParams(request.body.toString());
    const answer = users.deviceCode(form, tenant, judgement, request.host);
    return answer.ok ? { status: 200, body: answer.body } : refuse(answer.refusal, request, context);
  }

  function authorize(request: EmulatedRequest, name: string, context: Context): EmulatedResponse {
    const tenant = homeOr(seenFrom(request.host, world), name);
    if (tenant === null) return refuse(refusals.tenantUnknown(name), request, context);
    return users.authorizationPage(request, tenant);
  }

  return {
    name: 'entra',
    answers: (host) => loginGroupOf(host) !== null,
    async handle(request, context) {
      const [, name = '', ...rest] = request.path.split('/').map(decodeURIComponent);
      const route = `${request.method} ${rest.join('/')}`;
      if (route === 'POST oauth2/v2.0/token') return token(request, name, context);
      if (route === 'GET v2.0/.well-known/openid-configuration') return metadata(request, name, context);
      if (route === 'GET discovery/instance') return discovery(request, context);
      if (route === 'GET discovery/v2.0/keys') return { status: 200, body: keySet(keys) };
      if (route === 'POST oauth2/v2.0/devicecode') return deviceCode(request, name, context);
      if (route === 'GET oauth2/v2.0/authorize') return authorize(request, name, context);
      return { status: 404, body: { error: 'not_found', error_description: `No such route: ${route}` } };
    },
  };
}
