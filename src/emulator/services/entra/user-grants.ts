/**
 * Interactive sign-in: device code, authorization code with a page, refresh. There is one user, who approves everything:
 * a device code is approved by the time of the second poll. Shapes: clients.md §1.5, §1.6.
 */
import { createHash } from 'node:crypto';
import { derivedId } from '../../derived-id.ts';
import type { Tenant, World } from '../../world/model.ts';
import type { EmulatedRequest, EmulatedResponse } from '../service.ts';
import { type Grant, tokenAnswer } from './access-token.ts';
import { type Answer, refused } from './client-credentials.ts';
import { applicationOf, tenantOf } from './directory.ts';
import type { Judgement } from './federation.ts';
import type { Sealer } from './opaque-token.ts';
import { refusals } from './refusals.ts';
import { resourceKind } from './resources.ts';
import { signInPage } from './sign-in-page.ts';

/** Public clients of Microsoft that exist in every tenant. services.md §7.1 */
const publicClients = [
  '04b07795-8ddb-461a-bbee-02f9e1bf7b46',
  '1950a258-227b-4e31-a9cf-717495945fc2',
  '14d82eec-204b-4c2f-b7e8-296a70dab67e',
  '51f81489-12ee-4a9e-aaae-a2591f45987d',
];

const openIdScopes = ['openid', 'profile', 'offline_access', 'email'];
const deviceCodeLifetime = 900;

export interface UserGrants {
  deviceCode(form: URLSearchParams, tenant: Tenant, judgement: Judgement, loginHost: string): Answer;
  poll(form: URLSearchParams, tenant: Tenant, judgement: Judgement): Promise<Answer>;
  refresh(form: URLSearchParams, tenant: Tenant, judgement: Judgement): Promise<Answer>;
  authorizationPage(request: EmulatedRequest, tenant: Tenant): EmulatedResponse;
  redeem(form: URLSearchParams, tenant: Tenant, judgement: Judgement): Promise<Answer>;
}

/** The user who signs in interactively, derived from ppmi's own principal so that a world names one account. */
export function signedInUser({ operator }: World, tenant: Tenant) {
  return { objectId: derivedId(operator.clientId, 'user'), name: `operator@${tenant.domain ?? 'contoso.example'}` };
}

const knownClient = (world: World, clientId: string) =>
  publicClients.includes(clientId) || applicationOf(world, clientId) !== null;

/** `/organizations` and `/common` sign in the user at home. */
export const homeOr = (world: World, name: string): Tenant | null =>
  ['organizations', 'common'].includes(name) ? tenantOf(world, world.operator.tenantId) : tenantOf(world, name);

/** `https://host/Application.ReadWrite.All`, `https://host/.default` or a bare Graph scope such as `User.Read`. */
function splitScope(scope: string, graph: string): { resource: string; name: string } {
  const slash = scope.lastIndexOf('/');
  return slash < 0
    ? { resource: graph, name: scope }
    : { resource: scope.slice(0, slash), name: scope.slice(slash + 1) };
}

async function userAnswer(
  request: { clientId: string; scope: string },
  tenant: Tenant,
  { world, keys, now }: Judgement,
  sealer: Sealer,
): Promise<Answer> {
  const asked = request.scope.split(/\s+/).filter((scope) => scope !== '' && !openIdScopes.includes(scope));
  const [first = '00000003-0000-0000-c000-000000000000/.default'] = asked;
  const { resource, name } = splitScope(first, '00000003-0000-0000-c000-000000000000');
  const kind = resourceKind(world, resource);
  if (kind === null) return refused(refusals.resourceUnknown(resource, tenant.displayName));
  const user = signedInUser(world, tenant);
  const everything = kind === 'graph' ? world.operator.graphPermissions : ['user_impersonation'];
  const scopes =
    name === '.default' ? everything : everything.filter((scope) => asked.some((one) => one.endsWith(scope)));
  const grant: Grant = {
    tenant,
    clientId: request.clientId,
    objectId: user.objectId,
    resource,
    kind,
    proof: '0',
    scopes,
  };
  const issued = Math.floor(now.getTime() / 1000);
  const idToken = await keys.entra.sign({
    aud: request.clientId,
    iss: `https://login.microsoftonline.com/${tenant.id}/v2.0`,
    iat: issued,
    nbf: issued,
    exp: issued + 3600,
    name: 'Emulated Operator',
    oid: user.objectId,
    preferred_username: user.name,
    sub: user.objectId,
    tid: tenant.id,
    ver: '2.0',
  });
  const clientInfo = Buffer.from(JSON.stringify({ uid: user.objectId, utid: tenant.id })).toString('base64url');
  return {
    ok: true,
    body: {
      ...(await tokenAnswer(world, grant, keys, now)),
      // Clients compare this with what they asked for: without it az asks again at once. clients.md §1.5
      scope: [...new Set([first, ...scopes.map((scope) => `${resource}/${scope}`), ...asked])].join(' '),
      refresh_token: sealer.seal({ refresh: request.clientId }),
      id_token: idToken,
      client_info: clientInfo,
    },
  };
}

export function createUserGrants(world: World, sealer: Sealer, newId: () => string): UserGrants {
  const pending = new Set<string>();

  return {
    deviceCode(form, tenant, { now }, loginHost) {
      const clientId = form.get('client_id');
      if (clientId === null) return refused(refusals.parameterMissing('client_id'));
      if (!knownClient(world, clientId)) return refused(refusals.applicationUnknown(clientId, tenant.displayName));
      const expires = now.getTime() / 1000 + deviceCodeLifetime;
      const id = newId();
      // A device code that is never polled is dropped after a hundred newer ones.
      pending.add(id);
      if (pending.size > 100) pending.delete([...pending][0] ?? '');
      const userCode = id.slice(0, 8).toUpperCase();
      const verificationUri = `https://${loginHost}/device`;
      return {
        ok: true,
        body: {
          user_code: userCode,
          device_code: sealer.seal({ id, clientId, scope: form.get('scope') ?? '', expires }),
          verification_uri: verificationUri,
          expires_in: deviceCodeLifetime,
          interval: 1,
          message: `Emulated sign-in, nothing to do: the code ${userCode} for ${verificationUri} is approved by itself.`,
        },
      };
    },

    async poll(form, tenant, judgement) {
      const code = sealer.open(form.get('device_code') ?? form.get('code') ?? '');
      const valid = code !== null && code.clientId === form.get('client_id');
      if (!valid || Number(code.expires) < judgement.now.getTime() / 1000) return refused(refusals.deviceCodeUnknown());
      if (pending.delete(String(code.id))) return refused(refusals.authorizationPending());
      return userAnswer({ clientId: String(code.clientId), scope: String(code.scope) }, tenant, judgement, sealer);
    },

    async refresh(form, tenant, judgement) {
      const token = sealer.open(form.get('refresh_token') ?? '');
      const clientId = form.get('client_id') ?? '';
      if (token === null || token.refresh !== clientId) return refused(refusals.refreshTokenUnknown());
      return userAnswer({ clientId, scope: form.get('scope') ?? '' }, tenant, judgement, sealer);
    },

    authorizationPage({ query }, tenant) {
      const redirect = query.get('redirect_uri') ?? '';
      const clientId = query.get('client_id') ?? '';
      if (!knownClient(world, clientId) || !/^(http:\/\/(localhost|127\.0\.0\.1)|https:\/\/)/.test(redirect)) {
        return { status: 400, body: 'AADSTS50011: The redirect URI specified in the request does not match.' };
      }
      const challenge = query.get('code_challenge') ?? '';
      const code = sealer.seal({ code: clientId, redirect, challenge, scope: query.get('scope') ?? '' });
      const answer = new URLSearchParams({ code, state: query.get('state') ?? '', session_state: newId() });
      const { name } = signedInUser(world, tenant);
      const body = signInPage(name, { redirect, mode: query.get('response_mode'), fields: answer });
      return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
    },

    async redeem(form, tenant, judgement) {
      const code = sealer.open(form.get('code') ?? '');
      const clientId = form.get('client_id') ?? '';
      const verifier = createHash('sha256')
        .update(form.get('code_verifier') ?? '')
        .digest('base64url');
      const valid =
        code !== null &&
        code.code === clientId &&
        code.redirect === form.get('redirect_uri') &&
        (code.challenge === '' || code.challenge === verifier);
      if (!valid) return refused(refusals.refreshTokenUnknown());
      return userAnswer({ clientId, scope: form.get('scope') ?? String(code.scope) }, tenant, judgement, sealer);
    },
  };
}
