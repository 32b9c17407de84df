/** Azure Resource Manager: managed identities, their credentials, roles, vaults (services.md 3, clients.md 3.4, 4.5). */
import { cloud, cloudIds } from '../../../domain/cloud/cloud.ts';
import { decodeSegments } from '../odata/path.ts';
import { refuse } from '../odata/refuse.ts';
import type { Caller, Context, EmulatedRequest, EmulatedResponse, Service } from '../service.ts';
import { refusesVersion } from './api-versions.ts';
import { authorization, tenantRoleDefinitions } from './authorization.ts';
import { type ArmCall, type SubscriptionCall, same } from './call.ts';
import { identities } from './identities.ts';
import { metadataEndpoints } from './metadata.ts';
import { resourceGraph } from './resource-graph.ts';
import {
  groupNames,
  groupNotFound,
  listSubscriptions,
  listTenants,
  resourceGroups,
  resources,
  subscriptionResource,
} from './subscriptions.ts';
import { vaults } from './vaults.ts';

export const armService: Service = {
  name: 'arm',
  answers: (host) => cloudIds.some((id) => cloud(id).armHost.value === host),
  async handle(request, context) {
    const response = await answer(request, context);
    const id = context.newId();
    const headers = { 'x-ms-request-id': id, 'x-ms-correlation-request-id': id, ...response.headers };
    return { ...response, headers };
  },
};

async function answer(request: EmulatedRequest, context: Context): Promise<EmulatedResponse> {
  const segments = decodeSegments(request.path);
  if (segments === null) return refuse(400, 'BadRequest', 'The request URL is invalid.');
  if (same('metadata', segments[0]) && same('endpoints', segments[1])) return metadataEndpoints(request, context);
  const caller = readCaller(request, context);
  if (caller === null) return challenge(request, segments, context);
  const version = refusesVersion(request, typesOf(segments));
  if (version !== null) return version;
  const call: ArmCall = { request, context, caller, segments };
  const [first, second] = segments;
  if (same('tenants', first)) return listTenants(call);
  if (same('providers', first) && same('Microsoft.ResourceGraph', second)) return resourceGraph(call);
  if (same('providers', first) && same('Microsoft.Authorization', second)) return tenantRoleDefinitions(call);
  if (!same('subscriptions', first)) return notFound(request);
  return second === undefined ? listSubscriptions(call) : inSubscription(call, second);
}

/** Types alternate with names behind the last provider. */
function typesOf(segments: readonly string[]): string[] {
  const at = segments.findLastIndex((segment) => same('providers', segment));
  return at < 0 ? [] : segments.slice(at + 2).filter((_, index) => index % 2 === 0);
}

function readCaller(request: EmulatedRequest, context: Context): Caller | null {
  const { armHost, armAudience } = cloud(context.world.cloud);
  if (armHost.value !== request.host) return null;
  const audience = armAudience.value?.replace(/\/$/, '') ?? `https://${request.host}`;
  return context.caller(request, [audience, `${audience}/`, `https://${request.host}`, `https://${request.host}/`]);
}

async function inSubscription(call: ArmCall, id: string): Promise<EmulatedResponse> {
  const { context, caller, segments } = call;
  const subscription = context.world.subscriptions.find((item) => same(item.id, id));
  if (subscription === undefined)
    return refuse(404, 'SubscriptionNotFound', `The subscription '${id}' could not be found.`);
  if (subscription.tenantId !== caller.tenantId)
    return refuse(
      401,
      'InvalidAuthenticationTokenTenant',
      `The access token is from the wrong issuer 'https://sts.windows.net/${caller.tenantId}/'. It must match the tenant 'https://sts.windows.net/${subscription.tenantId}/' associated with this subscription.`,
    );
  const grouped = same('resourceGroups', segments[2]);
  const resourceGroup = grouped ? (segments[3] ?? null) : null;
  // The last provider counts: the path of an extension resource follows that of the resource it belongs to.
  const at = segments.findLastIndex((segment) => same('providers', segment));
  const inside: SubscriptionCall = { ...call, subscription, resourceGroup, rest: at < 0 ? [] : segments.slice(at + 2) };
  if (at < 0) {
    if (grouped && segments.length <= 4) return resourceGroups(inside);
    if (same('resources', segments[2])) return resources(inside);
    return segments.length === 2 ? { status: 200, body: subscriptionResource(subscription) } : notFound(call.request);
  }
  const provider = segments[at + 1];
  if (same('Microsoft.Authorization', provider)) return authorization(inside, `/${segments.slice(0, at).join('/')}`);
  if (resourceGroup !== null && !groupNames(subscription).some((name) => same(name, resourceGroup)))
    return groupNotFound(resourceGroup);
  if (same('Microsoft.ManagedIdentity', provider)) return identities(inside);
  if (same('Microsoft.KeyVault', provider)) return vaults(inside);
  return refuse(404, 'InvalidResourceNamespace', `The resource namespace '${provider ?? ''}' is invalid.`);
}

const notFound = (request: EmulatedRequest): EmulatedResponse =>
  refuse(404, 'NotFound', `No resource was found at '${request.path}'.`);

/** With a known subscription the challenge names its tenant (connectivity.md 4, observed). */
function challenge(request: EmulatedRequest, segments: readonly string[], { world }: Context): EmulatedResponse {
  const subscription = world.subscriptions.find((item) => same(item.id, segments[1]));
  const login = cloud(world.cloud).loginHost.value;
  const authority = `https://${login}/${subscription?.tenantId ?? 'common'}`;
  const hasToken = /^bearer\s+\S/i.test(request.headers.authorization ?? '');
  const description = hasToken
    ? 'The access token is invalid.'
    : "The authentication failed because of missing 'Authorization' header.";
  return {
    ...refuse(
      401,
      hasToken ? 'InvalidAuthenticationToken' : 'AuthenticationFailed',
      hasToken ? 'The access token is invalid.' : "Authentication failed. The 'Authorization' header is missing.",
    ),
    headers: {
      'www-authenticate': `Bearer authorization_uri="${authority}", error="invalid_token", error_description="${description}"`,
    },
  };
}
