/** `grant_type=client_credentials`: the client, its proof, and the resource. Order of checks: services.md §4.4. */
import type { Tenant, World } from '../../world/model.ts';
import { type Grant, tokenAnswer } from './access-token.ts';
import { judgeCertificateAssertion } from './certificate-assertion.ts';
import { applicationOf, principalOf, trustListOf } from './directory.ts';
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
    // A principal requires a registration that this tenant may use.
    const usable = registered?.tenant === tenant || registered?.application.signInAudience === 'AzureADMultipleOrgs';
    if (!usable) return unknown;
  }
  return principal.accountEnabled ? null : refusals.principalDisabled(principal);
}

/** How a client authenticated. `kind` as in the claim `appidacr`. */
interface Proof {
  readonly kind: '1' | '2';
  readonly credentialId: string | null;
}

/** Steps 3 to 6: the proof, or the refusal. */
function judgeProof(
  form: URLSearchParams,
  client: { appId: string; displayName: string },
  judgement: Judgement,
): Refusal | Proof {
  const { world, now } = judgement;
  const application = applicationOf(world, client.appId)?.application ?? null;
  const secret = form.get('client_secret');
  const assertion = form.get('client_assertion');
  if (assertion === null) {
    if (secret === null) return refusals.credentialMissing();
    return application?.secrets.includes(secret)
      ? { kind: '1', credentialId: null }
      : refusals.secretInvalid(client.appId);
  }
  const jwt = decodeJwt(assertion);
  if (jwt === null) return refusals.assertionMalformed();
  const own = textClaim(jwt, 'iss').toLowerCase() === client.appId.toLowerCase();
  if (own && application !== null)
    return judgeCertificateAssertion(jwt, application, now) ?? { kind: '2', credentialId: null };
  const match = judgeFederated(jwt, client, trustListOf(world, client.appId), judgement);
  return 'code' in match ? match : { kind: '2', credentialId: match.id };
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

/** Steps 2 to 8. */
function judgeGrant(form: URLSearchParams, tenant: Tenant, clientId: string, judgement: Judgement) {
  const { world } = judgement;
  const unknown = judgeClient(world, tenant, clientId);
  if (unknown !== null) return unknown;
  const principal = principalOf(tenant, clientId);
  if (principal === null) return refusals.applicationUnknown(clientId, tenant.displayName);
  const proof = judgeProof(form, principal, judgement);
  if ('code' in proof) return proof;
  // Conditional access for workloads never applies to managed identities. [documented]
  const blocked =
    principal.servicePrincipalType === 'Application' && tenant.conditionalAccessBlocks.includes(principal.appId);
  if (blocked) return refusals.blocked();
  const target = judgeScope(form, tenant, world);
  if ('code' in target) return target;
  const grant: Grant = {
    tenant,
    clientId: principal.appId,
    objectId: principal.id,
    proof: proof.kind,
    scopes: null,
    ...target,
  };
  return { grant, credentialId: proof.credentialId };
}

export async function clientCredentials(form: URLSearchParams, tenant: Tenant, judgement: Judgement): Promise<Answer> {
  const { world, keys, now } = judgement;
  const clientId = form.get('client_id');
  if (clientId === null) return refused(refusals.parameterMissing('client_id'));
  const judged = judgeGrant(form, tenant, clientId, judgement);
  const principal = principalOf(tenant, clientId);
  if (principal !== null) {
    const resource = (form.get('scope') ?? '').replace(/\/\.default$/, '');
    judgement.logSignIn(tenant, principal, resource, judged);
  }
  if ('code' in judged) return refused(judged);
  return { ok: true, body: await tokenAnswer(world, judged.grant, keys, now) };
}
