/** `grant_type=client_credentials`: who asks, how they prove it, what for. Order of judgement: services.md §4.4. */
import type { Tenant, World } from '../../world/model.ts';
import { type Grant, tokenAnswer } from './access-token.ts';
import { judgeCertificateAssertion } from './certificate-assertion.ts';
import { applicationOf, federatedCredentialsOf, principalOf } from './directory.ts';
import { type Judgement, judgeFederated } from './federation.ts';
import { decodeJwt, textClaim } from './jwt.ts';
import { type Refusal, refusals } from './refusals.ts';
import { defaultResource, resourceKind } from './resources.ts';

export type Answer = { readonly ok: true; readonly body: object } | { readonly ok: false; readonly refusal: Refusal };

export const refused = (refusal: Refusal): Answer => ({ ok: false, refusal });

/** Steps 1 and 2: the client is known in the tenant and enabled. Null when it is. */
export function judgeClient(world: World, tenant: Tenant, clientId: string): Refusal | null {
  const unknown = refusals.applicationUnknown(clientId, tenant.displayName);
  const principal = principalOf(tenant, clientId);
  const registered = applicationOf(world, clientId);
  if (principal === null) {
    return registered?.tenant === tenant ? refusals.principalMissing(clientId, tenant.id) : unknown;
  }
  if (principal.servicePrincipalType === 'Application') {
    // A principal is of no use without a registration that this tenant may use.
    const usable = registered?.tenant === tenant || registered?.application.signInAudience === 'AzureADMultipleOrgs';
    if (!usable) return unknown;
  }
  return principal.accountEnabled ? null : refusals.principalDisabled(principal);
}

/** Steps 3 to 6. Gives `appidacr`, or why the proof does not convince. */
function judgeProof(
  form: URLSearchParams,
  client: { appId: string; displayName: string },
  judgement: Judgement,
): Refusal | '1' | '2' {
  const { world, now } = judgement;
  const application = applicationOf(world, client.appId)?.application ?? null;
  const secret = form.get('client_secret');
  const assertion = form.get('client_assertion');
  if (assertion === null) {
    if (secret === null) return refusals.credentialMissing();
    return application?.secrets.includes(secret) ? '1' : refusals.secretInvalid(client.appId);
  }
  const jwt = decodeJwt(assertion);
  if (jwt === null) return refusals.assertionMalformed();
  const own = textClaim(jwt, 'iss').toLowerCase() === client.appId.toLowerCase();
  const refusal =
    own && application !== null
      ? judgeCertificateAssertion(jwt, application, now)
      : judgeFederated(jwt, client, federatedCredentialsOf(world, client.appId), judgement);
  return refusal ?? '2';
}

/** Step 8. */
function judgeScope(form: URLSearchParams, tenant: Tenant, world: World): Refusal | Pick<Grant, 'resource' | 'kind'> {
  const scope = form.get('scope')?.trim() ?? '';
  if (scope === '') return refusals.parameterMissing('scope');
  const resource = defaultResource(scope);
  if (resource === null || /\s/.test(scope)) return refusals.scopeInvalid(scope);
  const kind = resourceKind(world, resource);
  return kind === null ? refusals.resourceUnknown(resource, tenant.displayName) : { resource, kind };
}

export async function clientCredentials(form: URLSearchParams, tenant: Tenant, judgement: Judgement): Promise<Answer> {
  const { world, keys, now } = judgement;
  const clientId = form.get('client_id');
  if (clientId === null) return refused(refusals.parameterMissing('client_id'));
  const unknown = judgeClient(world, tenant, clientId);
  if (unknown !== null) return refused(unknown);
  const principal = principalOf(tenant, clientId);
  if (principal === null) return refused(refusals.applicationUnknown(clientId, tenant.displayName));

  const proof = judgeProof(form, principal, judgement);
  if (typeof proof !== 'string') return refused(proof);
  // Conditional access for workloads never applies to managed identities. [documented]
  const blocked =
    principal.servicePrincipalType === 'Application' && tenant.conditionalAccessBlocks.includes(principal.appId);
  if (blocked) return refused(refusals.blocked());
  const target = judgeScope(form, tenant, world);
  if ('code' in target) return refused(target);
  const grant: Grant = { tenant, clientId: principal.appId, objectId: principal.id, proof, scopes: null, ...target };
  return { ok: true, body: await tokenAnswer(world, grant, keys, now) };
}
